namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>A value of a template, as Python has it. Immutable but for namespaces.</summary>
internal abstract class Value
{
    /// <summary>The name of its type, for messages.</summary>
    public abstract string TypeName { get; }

    /// <summary>What it is as a condition.</summary>
    public abstract bool IsTruthy { get; }
}
