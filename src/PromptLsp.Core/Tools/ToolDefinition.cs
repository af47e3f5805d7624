using System.Text.Json;

namespace PromptLsp.Core.Tools;

/// <summary>A function that a model may ask for. It is declared to the model and never called by this program.</summary>
/// <param name="Name">Letters, digits, <c>_</c> and <c>-</c>, 64 at most.</param>
/// <param name="Description">What it does, for the model; may be empty.</param>
/// <param name="Parameters">The JSON schema of its arguments: an object.</param>
public sealed record ToolDefinition(string Name, string Description, JsonElement Parameters);

/// <summary>A model's call of a tool.</summary>
/// <param name="Id">The provider's own id.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The arguments, a JSON object as text.</param>
public sealed record ToolCall(string Id, string Name, string Arguments);
