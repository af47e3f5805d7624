namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>The values of a call's arguments.</summary>
/// <param name="Positional">Those without a name, first.</param>
/// <param name="Named">Those with one.</param>
internal sealed record CallArguments(IReadOnlyList<Value> Positional, IReadOnlyList<(string Name, Value Value)> Named)
{
    public static CallArguments Empty { get; } = new([], []);

    /// <summary>The arguments without the first positional ones.</summary>
    public CallArguments Skip(int count) => this with { Positional = [.. Positional.Skip(count)] };
}
