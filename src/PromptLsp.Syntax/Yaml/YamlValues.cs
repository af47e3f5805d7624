using System.Text.Json;

namespace PromptLsp.Syntax.Yaml;

/// <summary>The types of scalars in the core schema of YAML 1.2.</summary>
public enum YamlScalarType
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>; <c>yes</c>, <c>no</c>, <c>on</c> and <c>off</c> are text.</summary>
    Boolean,

    /// <summary>Decimal, <c>0o</c> octal or <c>0x</c> hexadecimal.</summary>
    Integer,

    /// <summary>With a point or an exponent, or <c>.inf</c>, <c>.nan</c>.</summary>
    Float,

    /// <summary>Everything else, and all that is quoted or a block.</summary>
    String,
}

/// <summary>Types and values of YAML nodes by the core schema of YAML 1.2 (specification, 10.3.2).</summary>
public static class YamlValues
{
    /// <summary>The type of a scalar.</summary>
    public static YamlScalarType TypeOf(YamlScalar scalar)
    {
        if (scalar.Style != YamlScalarStyle.Plain)
        {
            return YamlScalarType.String;
        }

        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => YamlScalarType.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => YamlScalarType.Boolean,
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" => YamlScalarType.Float,
            ".nan" or ".NaN" or ".NAN" => YamlScalarType.Float,
            var text => YamlNumbers.TypeOf(text),
        };
    }

    /// <summary>True for a missing node and for a scalar of type null.</summary>
    public static bool IsNull(YamlNode? node) => node is null || node is YamlScalar scalar && TypeOf(scalar) == YamlScalarType.Null;

    /// <summary>The value of a boolean.</summary>
    public static bool TryGetBoolean(YamlNode? node, out bool value)
    {
        var word = node is YamlScalar scalar && TypeOf(scalar) == YamlScalarType.Boolean ? scalar.Value : "";
        value = word is "true" or "True" or "TRUE";
        return word.Length > 0;
    }

    /// <summary>The value of an integer of 64 bits; a float without fraction, such as <c>1e3</c>, counts too.</summary>
    public static bool TryGetInteger(YamlNode? node, out long value)
    {
        value = 0;
        if (node is not YamlScalar scalar)
        {
            return false;
        }

        var type = TypeOf(scalar);
        if (type == YamlScalarType.Integer)
        {
            return YamlNumbers.TryParseInteger(scalar.Value, out value);
        }

        const double Limit = 1L << 53;
        if (type == YamlScalarType.Float && YamlNumbers.ParseFloat(scalar.Value) is var number and >= -Limit and <= Limit && Math.Floor(number) == number)
        {
            value = (long)number;
            return true;
        }

        return false;
    }

    /// <summary>The value of an integer or float; infinite values and NaN included.</summary>
    public static bool TryGetNumber(YamlNode? node, out double value)
    {
        value = 0;
        if (node is not YamlScalar scalar || TypeOf(scalar) is not (YamlScalarType.Integer or YamlScalarType.Float))
        {
            return false;
        }

        value = TypeOf(scalar) == YamlScalarType.Integer && YamlNumbers.TryParseInteger(scalar.Value, out var integer)
            ? integer
            : YamlNumbers.ParseFloat(scalar.Value);
        return true;
    }

    /// <summary>
    /// The node as JSON. Numbers that JSON cannot hold (infinite, NaN) become their text, keys their text, lone surrogates U+FFFD;
    /// digits of integers are kept, however many.
    /// </summary>
    public static JsonElement ToJson(YamlNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            YamlJson.Write(writer, node);
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.Clone();
    }

    /// <summary>A word for messages: <c>text</c>, <c>an integer</c>, <c>a mapping</c>, …</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlScalar scalar => TypeOf(scalar) switch
        {
            YamlScalarType.Null => "nothing",
            YamlScalarType.Boolean => "a boolean",
            YamlScalarType.Integer => "an integer",
            YamlScalarType.Float => "a number",
            _ => "text",
        },
        _ => "a " + node.Kind,
    };
}
