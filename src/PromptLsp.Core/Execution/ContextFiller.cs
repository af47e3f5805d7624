using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Retrieval;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Execution;

/// <summary>Retrieves what the <c>context:</c> of a prompt asks for and packs it under its token budget.</summary>
internal sealed class ContextFiller(IRetriever retriever, PromptRenderer renderer)
{
    private const string Separator = "\n\n";

    /// <summary>Fills all contexts of a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="values">Its inputs' values.</param>
    /// <param name="counter">Counts the passages' tokens.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The contexts in the order of the front matter, and errors of their queries.</returns>
    /// <exception cref="RetrievalException">A search cannot be made.</exception>
    public async Task<(ImmutableArray<PackedContext> Contexts, ImmutableArray<RenderError> Errors)> FillAsync(
        PromptDocument prompt, ImmutableDictionary<string, JsonElement> values, ITokenCounter counter, CancellationToken cancellationToken)
    {
        var contexts = ImmutableArray.CreateBuilder<PackedContext>();
        foreach (var declaration in prompt.Definition.Contexts)
        {
            var (query, errors) = renderer.RenderText(
                declaration.Query, prompt.Path, prompt.Syntax.Template.Language, values, RenderOptions.Strict, cancellationToken);
            if (query is null)
            {
                return (contexts.ToImmutable(), [.. errors.Select(error => AtQuery(prompt, declaration, error))]);
            }

            var found = await retriever.SearchAsync(declaration.Index, query, declaration.TopK, cancellationToken);
            var packed = ContextPacker.Pack(found, declaration.MaxTokens, counter, Separator, cancellationToken);
            contexts.Add(new PackedContext(
                declaration.Name, declaration.Index, query, packed.Packed, [.. packed.Dropped.Select(dropped => dropped.Passage)], packed.Tokens));
        }

        return (contexts.ToImmutable(), []);
    }

    /// <summary>The passages as the template sees them: a list of objects with the properties of <see cref="ContextDeclaration.Properties"/>.</summary>
    public static JsonElement ToValue(PackedContext context)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var passage in context.Packed)
            {
                writer.WriteStartObject();
                writer.WriteString("text", passage.Text);
                writer.WriteString("source", passage.Source);
                writer.WriteString("heading", passage.Heading);
                writer.WriteNumber("score", Math.Round(passage.Score, 6));
                writer.WriteString("id", passage.Id);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    private static RenderError AtQuery(PromptDocument prompt, ContextDeclaration declaration, RenderError error) => new(
        string.Create(CultureInfo.InvariantCulture, $"The query of the context `{declaration.Name}`: {error.Message}"),
        prompt.Path,
        declaration.QuerySpan,
        prompt.Source.PositionOf(declaration.QuerySpan.Start));
}
