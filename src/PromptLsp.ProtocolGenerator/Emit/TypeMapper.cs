using PromptLsp.ProtocolGenerator.Model;

namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>Maps the meta model's types to C#, and collects the structures, enumerations and unions that are met on the way.</summary>
public sealed class TypeMapper(MetaModel model)
{
    private readonly Queue<string> _pending = new();

    /// <summary>The structures met so far, in ordinal order.</summary>
    public SortedSet<string> Structures { get; } = new(StringComparer.Ordinal);

    /// <summary>The enumerations met so far, in ordinal order.</summary>
    public SortedSet<string> Enumerations { get; } = new(StringComparer.Ordinal);

    /// <summary>The unions met so far, by name.</summary>
    public SortedDictionary<string, IReadOnlyList<CSharpType>> Unions { get; } = new(StringComparer.Ordinal);

    /// <summary>Meets a type and everything that can be reached from it.</summary>
    public void Reach(MetaType type)
    {
        if (type is AndType and)
        {
            foreach (var item in and.Items)
            {
                Reach(item);
            }

            return;
        }

        Map(type);
        while (_pending.TryDequeue(out var name))
        {
            foreach (var property in PropertiesOf(name))
            {
                Map(property.Type);
            }
        }
    }

    /// <summary>The properties of a structure: its own and those of its bases; its own win.</summary>
    public IReadOnlyList<MetaProperty> PropertiesOf(string structure)
    {
        var own = model.Structures[structure];
        var inherited = own.Bases.SelectMany(PropertiesOf).Where(property => own.Properties.All(mine => mine.Name != property.Name));
        return [.. inherited.DistinctBy(property => property.Name), .. own.Properties];
    }

    /// <summary>The C# type of <paramref name="type"/>.</summary>
    public CSharpType Map(MetaType type) => type switch
    {
        BaseType @base => MapBase(@base.Name),
        StringLiteralType or TupleType { Items: [BaseType { Name: "string" }, ..] } => new CSharpType("string") { Form = new("String") },
        TupleType => new CSharpType("uint[]") { Form = new("Array") },
        EmptyObjectType => new CSharpType("JsonElement") { Form = new("Object") },
        ArrayType array => MapArray(array),
        MapType map => new CSharpType($"Dictionary<string, {Map(map.Value).Name}>") { Form = new("Object") },
        ReferenceType reference => MapReference(reference.Name),
        OrType or => MapUnion(or, alias: null),
        _ => throw new InvalidDataException($"No C# type is known for {type}."),
    };

    private static CSharpType MapBase(string name) => name switch
    {
        "string" or "URI" or "DocumentUri" or "RegExp" => new CSharpType("string") { Form = new("String") },
        "integer" => new CSharpType("int") { Form = new("Number") },
        "uinteger" => new CSharpType("uint") { Form = new("Number") },
        "decimal" => new CSharpType("double") { Form = new("Number") },
        "boolean" => new CSharpType("bool") { Form = new("Boolean") },
        "null" => new CSharpType("object", IsNullable: true) { Form = new("Any") },
        _ => throw new InvalidDataException($"No C# type is known for the base type '{name}'."),
    };

    private CSharpType MapArray(ArrayType array)
    {
        var element = Map(array.Element);
        return new CSharpType(element.Name + "[]") { Form = new("Array") { Element = element.Form } };
    }

    private CSharpType MapReference(string name)
    {
        if (name is "LSPAny" or "LSPObject" or "LSPArray")
        {
            return new CSharpType("JsonElement") { Form = new("Any") };
        }

        if (model.Enumerations.TryGetValue(name, out var enumeration))
        {
            Enumerations.Add(name);
            return new CSharpType(name) { Form = new(enumeration.IsString ? "String" : "Number") };
        }

        if (model.Aliases.TryGetValue(name, out var alias))
        {
            return alias.Type is OrType or ? MapUnion(or, name) : Map(alias.Type);
        }

        if (Structures.Add(name))
        {
            _pending.Enqueue(name);
        }

        return new CSharpType(name) { Form = FormOf(name) };
    }

    private JsonForm FormOf(string structure)
    {
        var properties = PropertiesOf(structure);
        return new JsonForm("Object")
        {
            Required = [.. properties.Where(property => !property.IsOptional).Select(property => property.Name)],
            Constants = [.. properties.Where(property => property.Type is StringLiteralType)
                .Select(property => (property.Name, ((StringLiteralType)property.Type).Value))],
        };
    }

    private CSharpType MapUnion(OrType or, string? alias)
    {
        var isNullable = or.Items.Any(item => item is BaseType { Name: "null" });
        var cases = Flatten(or).Where(item => item is not BaseType { Name: "null" }).Select(Map).DistinctBy(item => item.Name).ToList();
        if (cases is [var only])
        {
            return only with { IsNullable = isNullable };
        }

        var name = alias ?? string.Join("Or", cases.Select(NameOf));
        Unions.TryAdd(name, [.. cases.OrderByDescending(item => item.Form.Constants.Count).ThenByDescending(item => item.Form.Required.Count)]);
        return new CSharpType(name, isNullable) { Form = new("Any") };
    }

    private IEnumerable<MetaType> Flatten(MetaType type) => type switch
    {
        OrType or => or.Items.SelectMany(Flatten),
        ReferenceType { Name: not "LSPAny" } reference when model.Aliases.TryGetValue(reference.Name, out var alias) && alias.Type is OrType inner => Flatten(inner),
        _ => [type],
    };

    private static string NameOf(CSharpType type)
    {
        var name = type.Name.EndsWith("[]", StringComparison.Ordinal) ? type.Name[..^2] + "Array" : type.Name;
        return name switch
        {
            "JsonElement" => "Object",
            "bool" => "Boolean",
            "uint" or "int" => "Integer",
            _ => char.ToUpperInvariant(name[0]) + name[1..],
        };
    }
}
