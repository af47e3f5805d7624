using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>A statement of a template.</summary>
/// <param name="Offset">Where it stands.</param>
internal abstract record Statement(int Offset)
{
    public sealed record Data(int Offset, TextValue Text) : Statement(Offset);

    public sealed record Output(int Offset, Expression Value) : Statement(Offset);

    public sealed record If(int Offset, IReadOnlyList<(Expression Condition, IReadOnlyList<Statement> Body)> Branches, IReadOnlyList<Statement> Otherwise)
        : Statement(Offset);

    public sealed record For(
        int Offset, IReadOnlyList<string> Names, Expression Items, Expression? Condition, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Otherwise)
        : Statement(Offset);

    public sealed record Set(int Offset, IReadOnlyList<SetTarget> Targets, Expression Value) : Statement(Offset);

    public sealed record SetBlock(int Offset, SetTarget Target, IReadOnlyList<Statement> Body) : Statement(Offset);

    public sealed record Macro(int Offset, string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlyList<Statement> Body)
        : Statement(Offset);

    public sealed record Scoped(int Offset, IReadOnlyList<Statement> Body) : Statement(Offset);

    public sealed record Leave(int Offset, bool IsBreak) : Statement(Offset);
}
