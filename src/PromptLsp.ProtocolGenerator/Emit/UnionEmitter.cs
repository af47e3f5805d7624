namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>Writes a union: a sealed record that holds one of its alternatives, made by implicit conversion and read by pattern matching.</summary>
public sealed class UnionEmitter(TypeMapper types, TypeDocs docs)
{
    /// <summary>The file of one union.</summary>
    public string Emit(string name)
    {
        var cases = types.Unions[name];
        var writer = new CodeWriter("System.Text.Json", "System.Text.Json.Serialization", "PromptLsp.Protocol.Serialization");
        writer.Summary(docs.OfUnion(name, cases));
        writer.Line($"[JsonConverter(typeof(UnionConverter<{name}>))]");
        writer.Line($"public sealed record {name} : IUnion<{name}>").Open();
        writer.Line("private static readonly UnionCase[] _cases =").Line("[");
        foreach (var item in cases)
        {
            writer.Line($"    new(typeof({item.Name}), {Form(item.Form)}),");
        }

        writer.Line("];").Line();
        writer.Line($"private {name}(object value) => Value = value;").Line();
        writer.Summary("The value: one of the alternatives, never null.");
        writer.Line("public object Value { get; }").Line();
        writer.Line($"static IReadOnlyList<UnionCase> IUnion<{name}>.Cases => _cases;").Line();
        writer.Line($"static {name} IUnion<{name}>.Wrap(object value) => new(value);");
        foreach (var item in cases)
        {
            // Without the cast the copy constructor of the record would be taken, through this very operator.
            writer.Line().Summary("Wraps one of the alternatives.");
            writer.Line($"public static implicit operator {name}({item.Name} value) => new((object)value);");
        }

        return writer.Close().ToString();
    }

    private static string Form(JsonForm form)
    {
        var parts = new List<string>();
        if (form.Required.Count > 0)
        {
            parts.Add($"Required = [{string.Join(", ", form.Required.Select(name => $"\"{name}\""))}]");
        }

        if (form.Constants.Count > 0)
        {
            parts.Add($"Constants = [{string.Join(", ", form.Constants.Select(item => $"(\"{item.Name}\", \"{item.Value}\")"))}]");
        }

        if (form.Element is { } element)
        {
            parts.Add($"Element = {Form(element)}");
        }

        var body = parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
        return $"new JsonForm(JsonFormKind.{form.Kind}){body}";
    }
}
