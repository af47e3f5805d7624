using System.Text.Json;
using PromptLsp.Evaluation.JsonSchema;

namespace PromptLsp.Evaluation.Tests.JsonSchema;

public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"integer"}}}""", "1", "\"1\"")]
    [InlineData("""{"definitions":{"n":{"properties":{"next":{"$ref":"#/definitions/n"}},"additionalProperties":false}},"$ref":"#/definitions/n"}""", """{"next":{"next":{}}}""", """{"next":{"other":{}}}""")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}""", "[\"a\",1]", "[\"a\",\"b\"]")]
    [InlineData("""{"items":[{"type":"string"}],"additionalItems":false}""", "[\"a\"]", "[\"a\",1]")]
    [InlineData("""{"contains":{"const":1},"minContains":2,"maxContains":3}""", "[1,1]", "[1]")]
    [InlineData("""{"oneOf":[{"minimum":2},{"maximum":3}]}""", "1", "2")]
    [InlineData("""{"anyOf":[{"const":1},{"const":2}]}""", "2", "3")]
    [InlineData("""{"not":{"type":"null"}}""", "0", "null")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"a":1,"b":1}""", """{"a":1,"c":1}""")]
    [InlineData("""{"patternProperties":{"^x":{"type":"number"}},"additionalProperties":{"type":"string"}}""", """{"x1":1,"y":"s"}""", """{"x1":"s"}""")]
    [InlineData("""{"propertyNames":{"maxLength":2}}""", """{"ab":1}""", """{"abc":1}""")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1,"b":1}""", """{"a":1}""")]
    [InlineData("""{"dependencies":{"a":{"required":["b"]}}}""", """{"c":1}""", """{"a":1}""")]
    [InlineData("""{"exclusiveMinimum":1,"exclusiveMaximum":3}""", "2", "3")]
    [InlineData("""{"minProperties":1,"maxProperties":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"uniqueItems":true}""", "[1,\"1\",{\"a\":1}]", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0}]")]
    [InlineData("""{"format":"ipv4"}""", "\"1.2.3.4\"", "\"1.2.3.256\"")]
    [InlineData("""{"format":"duration"}""", "\"P1DT2H\"", "\"P1H\"")]
    [InlineData("""{"format":"duration"}""", "\"P3W\"", "\"P\"")]
    [InlineData("""{"format":"time"}""", "\"23:59:60Z\"", "\"12:00:60Z\"")]
    [InlineData("""{"format":"hostname"}""", "\"a-b.example\"", "\"-a.example\"")]
    [InlineData("""{"format":"json-pointer"}""", "\"/a~1b\"", "\"a\"")]
    [InlineData("""false""", null, "1")]
    public void AcceptsAndRefuses(string schema, string? good, string bad)
    {
        var element = JsonElement.Parse(schema);
        Assert.Empty(SchemaValidator.Check(element));
        Assert.NotEmpty(SchemaValidator.Validate(element, JsonElement.Parse(bad), TestContext.Current.CancellationToken));
        if (good is not null)
        {
            Assert.Empty(SchemaValidator.Validate(element, JsonElement.Parse(good), TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("""{"$ref":"https://example.com/x.json"}""", "only references within the schema are followed")]
    [InlineData("""{"unevaluatedProperties":false}""", "not evaluated here")]
    [InlineData("""{"requird":["a"]}""", "did you mean \"required\"?")]
    [InlineData("""{"pattern":"("}""", "invalid regular expression")]
    [InlineData("""{"minLength":-1}""", "whole number from 0")]
    [InlineData("""{"properties":[]}""", "must be an object")]
    public void FaultySchemasAreNamed(string schema, string expected) =>
        Assert.Contains(expected, Assert.Single(SchemaValidator.Check(JsonElement.Parse(schema))), StringComparison.Ordinal);

    [Fact]
    public void EndlessRecursionStopsAtALimit() =>
        Assert.Throws<SchemaLimitException>(() => SchemaValidator.Validate(
            JsonElement.Parse("""{"$ref":"#"}"""), JsonElement.Parse("1"), TestContext.Current.CancellationToken));
}
