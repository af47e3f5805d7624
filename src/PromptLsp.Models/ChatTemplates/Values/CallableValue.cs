namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>A function, macro or method.</summary>
/// <param name="name">Its name, for messages.</param>
/// <param name="call">What it does.</param>
internal sealed class CallableValue(string name, Func<CallArguments, Value> call) : Value
{
    public string Name { get; } = name;

    public override string TypeName => "function";

    public override bool IsTruthy => true;

    public Value Call(CallArguments arguments) => call(arguments);
}
