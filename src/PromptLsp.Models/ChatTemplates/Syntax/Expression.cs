using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>An expression of a template.</summary>
/// <param name="Offset">Where it stands.</param>
internal abstract record Expression(int Offset)
{
    public sealed record Literal(int Offset, Value Value) : Expression(Offset);

    public sealed record Name(int Offset, string Id) : Expression(Offset);

    public sealed record Sequence(int Offset, IReadOnlyList<Expression> Items, bool IsTuple) : Expression(Offset);

    public sealed record Mapping(int Offset, IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression(Offset);

    public sealed record Member(int Offset, Expression Target, string Id) : Expression(Offset);

    public sealed record Subscript(int Offset, Expression Target, Expression Key) : Expression(Offset);

    public sealed record Slice(int Offset, Expression Target, Expression? Start, Expression? Stop, Expression? Step) : Expression(Offset);

    public sealed record Call(int Offset, Expression Target, ArgumentList Arguments) : Expression(Offset);

    public sealed record Filter(int Offset, Expression Input, string Id, ArgumentList Arguments) : Expression(Offset);

    public sealed record Test(int Offset, Expression Input, string Id, ArgumentList Arguments) : Expression(Offset);

    public sealed record Unary(int Offset, string Sign, Expression Operand) : Expression(Offset);

    public sealed record Binary(int Offset, string Sign, Expression Left, Expression Right) : Expression(Offset);

    public sealed record Comparison(int Offset, Expression First, IReadOnlyList<(string Sign, Expression Operand)> Rest) : Expression(Offset);

    public sealed record Conditional(int Offset, Expression Condition, Expression Then, Expression? Otherwise) : Expression(Offset);
}
