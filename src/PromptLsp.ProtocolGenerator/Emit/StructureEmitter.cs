using PromptLsp.ProtocolGenerator.Model;

namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>Writes a structure as a sealed record with one init-only property for each of its own and its bases' properties.</summary>
public sealed class StructureEmitter(MetaModel model, TypeMapper types, TypeDocs docs)
{
    /// <summary>The file of one structure.</summary>
    public string Emit(string name)
    {
        var structure = model.Structures[name];
        var properties = types.PropertiesOf(name).Select(property => (Property: property, Type: types.Map(property.Type))).ToList();
        var writer = new CodeWriter([.. Usings(properties)]);
        writer.Summary(docs.Of(name, structure.Since, structure.IsDeprecated));
        if (properties.Count == 0)
        {
            return writer.Line($"public sealed record {name};").ToString();
        }

        writer.Line($"public sealed record {name}").Open();
        for (var i = 0; i < properties.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            EmitProperty(writer, name, properties[i].Property, properties[i].Type);
        }

        return writer.Close().ToString();
    }

    private static void EmitProperty(CodeWriter writer, string owner, MetaProperty property, CSharpType type)
    {
        var name = CodeWriter.Pascal(property.Name);
        writer.Summary(TypeDocs.OfProperty(property, type));
        if (property.Type is StringLiteralType literal)
        {
            writer.Line($"public string {name} => \"{literal.Value}\";");
            return;
        }

        if (name == owner)
        {
            // C# lets no member carry its type's name.
            writer.Line($"[JsonPropertyName(\"{property.Name}\")]");
            name += "Name";
        }

        if (property.IsOptional)
        {
            writer.Line($"public {type.Name}? {name} {{ get; init; }}");
        }
        else if (type.IsNullable)
        {
            writer.Line("[JsonIgnore(Condition = JsonIgnoreCondition.Never)]");
            writer.Line($"public {type.Name}? {name} {{ get; init; }}");
        }
        else
        {
            writer.Line($"public required {type.Name} {name} {{ get; init; }}");
        }
    }

    private static IEnumerable<string> Usings(List<(MetaProperty Property, CSharpType Type)> properties)
    {
        if (properties.Any(item => item.Type.Name.Contains("JsonElement", StringComparison.Ordinal)))
        {
            yield return "System.Text.Json";
        }

        yield return "System.Text.Json.Serialization";
    }
}
