using System.Text.Json;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Tests.Yaml;

public sealed class YamlValuesTests
{
    [Theory]
    [InlineData("", YamlScalarType.Null)]
    [InlineData("~", YamlScalarType.Null)]
    [InlineData("nULL", YamlScalarType.String)]
    [InlineData("TRUE", YamlScalarType.Boolean)]
    [InlineData("yes", YamlScalarType.String)]
    [InlineData("007", YamlScalarType.Integer)]
    [InlineData("0o17", YamlScalarType.Integer)]
    [InlineData("0x1F", YamlScalarType.Integer)]
    [InlineData("0b1", YamlScalarType.String)]
    [InlineData("1_000", YamlScalarType.String)]
    [InlineData("1e3", YamlScalarType.Float)]
    [InlineData(".5", YamlScalarType.Float)]
    [InlineData("1.", YamlScalarType.Float)]
    [InlineData(".", YamlScalarType.String)]
    [InlineData("-.inf", YamlScalarType.Float)]
    [InlineData("12:30", YamlScalarType.String)]
    [InlineData("2024-01-02", YamlScalarType.String)]
    public void PlainScalarsFollowTheCoreSchema(string text, YamlScalarType type)
    {
        Assert.Equal(type, YamlValues.TypeOf(new YamlScalar(text, YamlScalarStyle.Plain, default)));
        Assert.Equal(YamlScalarType.String, YamlValues.TypeOf(new YamlScalar(text, YamlScalarStyle.Quoted, default)));
        Assert.Equal(YamlScalarType.String, YamlValues.TypeOf(new YamlScalar(text, YamlScalarStyle.Block, default)));
    }

    [Fact]
    public void NodesBecomeJson()
    {
        var root = YamlParser.Parse("a: [1, 1.50, +3, 0x10, .5, true, ~, '1', text]\nb: {c: 123456789012345678901234567890}\nd: \uD83D!\n").Root!;
        Assert.Equal(
            """{"a":[1,1.50,3,16,0.5,true,null,"1","text"],"b":{"c":123456789012345678901234567890},"d":"�!"}""",
            JsonSerializer.Serialize(YamlValues.ToJson(root), new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("1e3", true, 1000)]
    [InlineData("-12", true, -12)]
    [InlineData("9223372036854775808", false, 0)]
    [InlineData("1.5", false, 0)]
    [InlineData("'5'", false, 0)]
    public void IntegersAreWholeNumbersOf64Bits(string text, bool found, long value)
    {
        Assert.Equal(found, YamlValues.TryGetInteger(YamlParser.Parse(text).Root, out var actual));
        Assert.Equal(value, actual);
    }
}
