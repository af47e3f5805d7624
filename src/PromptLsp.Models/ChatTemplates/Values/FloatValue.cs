namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>A floating point number.</summary>
/// <param name="number">The number.</param>
/// <param name="IsContent">True where it comes from outside the template.</param>
internal sealed class FloatValue(double number, bool IsContent) : Value
{
    public double Number { get; } = number;

    public bool IsContent { get; } = IsContent;

    public override string TypeName => "float";

    public override bool IsTruthy => Number != 0;
}
