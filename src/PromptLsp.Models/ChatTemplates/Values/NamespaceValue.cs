namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>What <c>namespace()</c> gives: attributes that can be set from inner scopes.</summary>
internal sealed class NamespaceValue : Value
{
    public Dictionary<string, Value> Attributes { get; } = new(StringComparer.Ordinal);

    public override string TypeName => "namespace";

    public override bool IsTruthy => true;
}
