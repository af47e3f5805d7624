namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>What a name stands for that has no value. Empty in an output; nothing else can be done with it.</summary>
/// <param name="name">What was looked for.</param>
internal sealed class UndefinedValue(string name) : Value
{
    /// <summary>What was looked for.</summary>
    public string Name { get; } = name;

    public override string TypeName => "undefined";

    public override bool IsTruthy => false;
}
