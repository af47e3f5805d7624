namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>The arguments of a call, filter or test.</summary>
/// <param name="Positional">Those without a name, first.</param>
/// <param name="Named">Those with one.</param>
internal sealed record ArgumentList(IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named)
{
    public static ArgumentList Empty { get; } = new([], []);
}
