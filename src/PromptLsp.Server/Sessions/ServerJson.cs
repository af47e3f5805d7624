using System.Text.Json.Serialization;
using PromptLsp.Server.Commands;

namespace PromptLsp.Server.Sessions;

/// <summary>How our own payloads are written, those that the protocol leaves to the server.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CommandDocument))]
internal sealed partial class ServerJson : JsonSerializerContext;
