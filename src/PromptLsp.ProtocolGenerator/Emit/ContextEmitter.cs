namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>Writes the source-generated JSON context that knows every generated type.</summary>
public sealed class ContextEmitter(TypeMapper types)
{
    /// <summary>The file of the context.</summary>
    /// <param name="extra">Types beyond structures, enumerations and unions: results that are arrays.</param>
    public string Emit(IEnumerable<string> extra)
    {
        var names = types.Structures.Concat(types.Enumerations).Concat(types.Unions.Keys)
            .Concat(types.Unions.Values.SelectMany(cases => cases.Select(item => item.Name)))
            .Concat(extra)
            .Distinct().Order(StringComparer.Ordinal);
        var writer = new CodeWriter("System.Text.Json", "System.Text.Json.Serialization", "PromptLsp.Protocol.Serialization");
        writer.Summary("How every generated type is read and written, without reflection.");
        writer.Line("[JsonSourceGenerationOptions(");
        writer.Line("    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,");
        writer.Line("    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,");
        writer.Line("    RespectNullableAnnotations = true,");
        writer.Line("    GenerationMode = JsonSourceGenerationMode.Metadata,");
        writer.Line("    Converters = [typeof(TolerantStringConverter)])]");
        foreach (var name in names)
        {
            writer.Line($"[JsonSerializable(typeof({name}))]");
        }

        return writer.Line("public sealed partial class ProtocolJson : JsonSerializerContext;").ToString();
    }
}
