namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>A whole number.</summary>
/// <param name="number">The number.</param>
/// <param name="IsContent">True where it comes from outside the template.</param>
internal sealed class IntegerValue(long number, bool IsContent) : Value
{
    public long Number { get; } = number;

    public bool IsContent { get; } = IsContent;

    public override string TypeName => "int";

    public override bool IsTruthy => Number != 0;
}
