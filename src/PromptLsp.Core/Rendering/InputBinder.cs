using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Prompts;

namespace PromptLsp.Core.Rendering;

/// <summary>Puts values and declarations together: defaults, required inputs, types and allowed values.</summary>
public static class InputBinder
{
    private static readonly JsonElement _null = JsonDocument.Parse("null").RootElement.Clone();

    /// <summary>The values for sending.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="given">The values that were given; names that are not declared are passed on.</param>
    /// <returns>A value for every declared input, and what does not fit.</returns>
    public static (ImmutableDictionary<string, JsonElement> Values, ImmutableArray<RenderError> Errors) Bind(
        PromptDocument prompt, IReadOnlyDictionary<string, JsonElement> given)
    {
        var values = given.ToImmutableDictionary().ToBuilder();
        var errors = ImmutableArray.CreateBuilder<RenderError>();
        foreach (var input in prompt.Definition.Inputs)
        {
            if (!given.TryGetValue(input.Name, out var value))
            {
                if (input.IsRequired && input.Default is null)
                {
                    errors.Add(Error(prompt, input, $"The input `{input.Name}` is required and has no value."));
                }

                values[input.Name] = input.Default ?? _null;
            }
            else if (InputTypes.Mismatch(input, value) is { } mismatch)
            {
                errors.Add(Error(prompt, input, mismatch));
            }
        }

        return (values.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>Values for showing while nobody has given any: the sample, else the default, else nothing.</summary>
    public static ImmutableDictionary<string, JsonElement> BindPreview(PromptDefinition definition)
    {
        var values = ImmutableDictionary.CreateBuilder<string, JsonElement>();
        foreach (var input in definition.Inputs)
        {
            values[input.Name] = input.Sample ?? input.Default ?? _null;
        }

        return values.ToImmutable();
    }

    private static RenderError Error(PromptDocument prompt, InputDeclaration input, string message) =>
        new(message, prompt.Path, input.NameSpan, prompt.Source.PositionOf(input.NameSpan.Start));
}
