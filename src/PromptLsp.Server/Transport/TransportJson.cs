using System.Text.Json.Serialization;
using PolyType;

namespace PromptLsp.Server.Transport;

/// <summary>How the formatter reads and writes payloads.</summary>
[JsonSerializable(typeof(WirePayload))]
internal sealed partial class TransportJson : JsonSerializerContext;

/// <summary>Gives the formatter the shape that it asks for of every payload type.</summary>
[GenerateShapeFor<WirePayload>]
internal sealed partial class TransportShapes;
