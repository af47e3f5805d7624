namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary><c>None</c>.</summary>
internal sealed class NoneValue : Value
{
    private NoneValue()
    {
    }

    public static NoneValue Instance { get; } = new();

    public override string TypeName => "None";

    public override bool IsTruthy => false;
}
