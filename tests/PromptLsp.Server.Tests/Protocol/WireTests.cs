using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PromptLsp.Protocol.Generated;

namespace PromptLsp.Server.Tests.Protocol;

public sealed class WireTests
{
    private static readonly ProtocolJson _json = ProtocolJson.Default;

    public static TheoryData<string, string> Payloads => new()
    {
        { "Hover", """{"contents":{"kind":"markdown","value":"**12** tokens"},"range":{"start":{"line":1,"character":2},"end":{"line":1,"character":5}}}""" },
        { "Hover", """{"contents":"plain"}""" },
        { "Hover", """{"contents":{"language":"yaml","value":"a: 1"}}""" },
        { "Hover", """{"contents":["one",{"language":"yaml","value":"a: 1"}]}""" },
        { "CompletionItem", """{"label":"question","kind":6,"documentation":"text","textEdit":{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"newText":"q"}}""" },
        { "CompletionItem", """{"label":"q","textEdit":{"newText":"q","insert":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"replace":{"start":{"line":0,"character":0},"end":{"line":0,"character":2}}}}""" },
        { "WorkspaceEdit", """{"changes":{"file:///a":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"newText":"x"}]}}""" },
        { "WorkspaceEdit", """{"documentChanges":[{"textDocument":{"uri":"file:///a","version":null},"edits":[]},{"kind":"create","uri":"file:///b"},{"kind":"delete","uri":"file:///c"}]}""" },
        { "ProgressParams", """{"token":7,"value":{"kind":"begin","title":"Running","cancellable":true}}""" },
        { "ProgressParams", """{"token":"seven","value":null}""" },
        { "DocumentDiagnosticReport", """{"kind":"unchanged","resultId":"1"}""" },
        { "DocumentDiagnosticReport", """{"kind":"full","resultId":"1","items":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"severity":1,"code":"PL0301","source":"promptlsp","message":"m"}]}""" },
        { "DidChangeTextDocumentParams", """{"textDocument":{"version":3,"uri":"file:///a"},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"text":"x"},{"text":"whole"}]}""" },
        { "InitializeParams", """{"processId":null,"rootUri":null,"capabilities":{"textDocument":{"hover":{"contentFormat":["markdown","plaintext","carrier-pigeon"]}}},"trace":"off"}""" },
        { "Command", """{"title":"Run","command":"promptlsp.run","arguments":["file:///a",1,null,{"b":[]}]}""" },
        { "InlayHint", """{"position":{"line":4294967295,"character":0},"label":[{"value":"12"}],"paddingLeft":true}""" },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_survives_the_wire_unchanged(string type, string json)
    {
        var info = Info(type);

        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(json, info), info);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), written);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Fields_of_later_versions_are_passed_over(string type, string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node["x-new"] = new JsonArray(1, "two", null, new JsonObject { ["three"] = true });

        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(node.ToJsonString(), Info(type)), Info(type));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), written);
    }

    [Theory]
    [InlineData("Hover", "{}")]
    [InlineData("Hover", """{"contents":null}""")]
    [InlineData("Hover", """{"contents":{"kind":"markdown"}}""")]
    [InlineData("Position", """{"line":-1,"character":0}""")]
    [InlineData("Position", """{"line":1.5,"character":0}""")]
    [InlineData("TextDocumentIdentifier", """{"uri":null}""")]
    [InlineData("TextDocumentIdentifier", """{"uri":5}""")]
    [InlineData("ProgressToken", "true")]
    [InlineData("MarkupContent", """{"kind":1,"value":""}""")]
    public void What_the_protocol_does_not_allow_is_refused(string type, string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, Info(type)));

    [Fact]
    public void Absent_and_null_are_told_apart_where_the_protocol_does()
    {
        var identifier = new OptionalVersionedTextDocumentIdentifier { Uri = "file:///a" };
        var hover = new Hover { Contents = "x" };

        Assert.Equal("""{"uri":"file:///a","version":null}""", Sorted(JsonSerializer.Serialize(identifier, _json.OptionalVersionedTextDocumentIdentifier)));
        Assert.Equal("""{"contents":"x"}""", JsonSerializer.Serialize(hover, _json.Hover));
    }

    [Theory]
    [InlineData("\"a\\ud83dz\"", "a\uFFFDz")]
    [InlineData("\"\\udc00\\n\\u0041\\\\\"", "\uFFFD\nA\\")]
    [InlineData("\"\\ud83d\\ude00 \\ud83d\"", "\U0001F600 \uFFFD")]
    public void Half_a_surrogate_pair_does_not_cost_the_message(string json, string expected)
    {
        var edit = JsonSerializer.Deserialize($$"""{"text":{{json}}}""", _json.TextDocumentContentChangeWholeDocument)!;

        Assert.Equal(expected, edit.Text);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_do_not_cost_the_message()
    {
        byte[] json = [.. "{\"text\":\"a"u8, 0xFF, .. "b\"}"u8];

        Assert.Equal("a\uFFFDb", JsonSerializer.Deserialize(json, _json.TextDocumentContentChangeWholeDocument)!.Text);
    }

    private static JsonTypeInfo Info(string type) =>
        _json.GetTypeInfo(typeof(Hover).Assembly.GetType($"PromptLsp.Protocol.Generated.{type}", throwOnError: true)!)!;

    private static string Sorted(string json) =>
        new JsonObject(JsonNode.Parse(json)!.AsObject().OrderBy(item => item.Key).Select(item => KeyValuePair.Create(item.Key, item.Value?.DeepClone()))).ToJsonString();
}
