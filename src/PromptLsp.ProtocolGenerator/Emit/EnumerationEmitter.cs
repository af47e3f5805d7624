using PromptLsp.ProtocolGenerator.Model;

namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>
/// Writes an enumeration: one of integers as a C# enum, one of strings as a small struct around its string, so that values which
/// this version of the protocol does not know pass through.
/// </summary>
public sealed class EnumerationEmitter(MetaModel model, TypeDocs docs)
{
    /// <summary>The file of one enumeration.</summary>
    public string Emit(string name)
    {
        var enumeration = model.Enumerations[name];
        return enumeration.IsString ? EmitStrings(enumeration) : EmitIntegers(enumeration);
    }

    private string EmitIntegers(MetaEnumeration enumeration)
    {
        var writer = new CodeWriter();
        writer.Summary(docs.Of(enumeration.Name, enumeration.Since, isDeprecated: false));
        writer.Line($"public enum {enumeration.Name}").Open();
        foreach (var (name, value) in enumeration.Values)
        {
            writer.Line($"{CodeWriter.Pascal(name)} = {value},");
        }

        return writer.Close().ToString();
    }

    private string EmitStrings(MetaEnumeration enumeration)
    {
        var name = enumeration.Name;
        var writer = new CodeWriter("System.Text.Json.Serialization", "PromptLsp.Protocol.Serialization");
        writer.Summary(docs.Of(name, enumeration.Since, isDeprecated: false));
        writer.Line("/// <param name=\"Value\">The string as it stands on the wire.</param>");
        writer.Line($"[JsonConverter(typeof(StringValueConverter<{name}>))]");
        writer.Line($"public readonly record struct {name}(string Value) : IStringValue<{name}>").Open();
        foreach (var (member, value) in enumeration.Values)
        {
            writer.Summary($"<c>{(value.Length == 0 ? "\"\"" : value)}</c>");
            writer.Line($"public static {name} {CodeWriter.Pascal(member)} => new(\"{value}\");").Line();
        }

        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static {name} FromWire(string value) => new(value);").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override string ToString() => Value ?? \"\";");
        return writer.Close().ToString();
    }
}
