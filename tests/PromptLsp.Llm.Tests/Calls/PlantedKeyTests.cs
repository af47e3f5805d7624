using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Llm.Tests.Support;
using PromptLsp.Testing.FakeOpenAi;

namespace PromptLsp.Llm.Tests.Calls;

/// <summary>A key's value stands in no exception and in no row, whatever the endpoint does with it.</summary>
public sealed class PlantedKeyTests
{
    private static readonly string _escaped = JsonSerializer.Serialize(LlmFixture.Key)[1..^1];

    public static TheoryData<string, Func<FakeRequest, FakeReply>> Failures { get; } = new()
    {
        { "401 with the header in its body", _ => FakeReply.EchoAuthorization() },
        { "429 with the header in its body", _ => FakeReply.EchoAuthorization(429) },
        { "500 with the header in its body", _ => FakeReply.EchoAuthorization(500) },
        { "400 in plain text", request => FakeReply.Status(400, "you sent " + request.Authorization, "text/plain") },
        { "400 without the word before it", _ => FakeReply.Status(400, $"bad key {LlmFixture.Key}!") },
        { "400 escaped for JSON", _ => FakeReply.Status(400, $$"""{"detail":"{{_escaped}}"}""") },
        { "400 with slashes escaped", _ => FakeReply.Status(400, "key " + LlmFixture.Key.Replace("/", "\\/")) },
        { "400 escaped for a URL", _ => FakeReply.Status(400, "/login?key=" + Uri.EscapeDataString(LlmFixture.Key)) },
        { "400 in base64", _ => FakeReply.Status(400, "seen " + Convert.ToBase64String(Encoding.UTF8.GetBytes(LlmFixture.Key))) },
        { "400 in upper case", _ => FakeReply.Status(400, LlmFixture.Key.ToUpperInvariant()) },
        { "400, long, cut in the key", request => FakeReply.Status(400, new string('x', 290) + request.Authorization) },
        { "400, longer than what is kept", request => FakeReply.Status(400, new string('x', 4090) + request.Authorization) },
        { "200 with the header as body", request => FakeReply.Status(200, request.Authorization!) },
        { "200 with an error object", request => FakeReply.ErrorObject(request.Authorization!) },
        { "200, long, ending with it", request => FakeReply.Status(200, new string('x', 9000) + request.Authorization) },
        { "200, long, cut in the key", request => FakeReply.Status(200, new string('x', 9000) + request.Authorization + new string('y', 280)) },
        { "redirect", request => FakeReply.Redirect(new Uri("http://127.0.0.1:1/?k=" + Uri.EscapeDataString(LlmFixture.Key))) },
        { "request id", request => FakeReply.Error(400).WithHeader("x-request-id", LlmFixture.Key) },
        { "half a body", request => FakeReply.HalfBody(request.Authorization!) },
        { "half a stream", request => FakeReply.Stream(["{\"x\":\"" + request.Authorization], StreamEnd.Close) },
        { "closed", _ => FakeReply.Close() },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Stands_in_no_exception_and_in_no_row(string name, Func<FakeRequest, FakeReply> answer)
    {
        await using var fixture = await LlmFixture.StartAsync(maxRetries: 1);
        fixture.Server.Reply = FakeReply.Choose(answer);

        var failure = await fixture.FailAsync();
        var (streamed, _) = await fixture.FailStreamAsync();

        Assert.All(fixture.Server.Requests, request => Assert.Equal("Bearer " + LlmFixture.Key, request.Authorization));
        AssertClean(name, failure.ToString());
        AssertClean(name, streamed.ToString());
        AssertClean(name, string.Join('\n', fixture.Log.Rows));
        Assert.NotEmpty(fixture.Log.Rows);
    }

    [Fact]
    public async Task A_good_answer_leaves_no_key_in_its_row_either()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.Text("fine", LlmFixture.Key).WithHeader("x-request-id", $"id-{LlmFixture.Key}"));
        fixture.Server.Enqueue(FakeReply.Text("fine").WithHeader("x-request-id", $"id-{LlmFixture.Key}"));

        await fixture.FailAsync();
        using var client = fixture.Client();
        await client.GetResponseAsync(LlmFixture.Prompt);

        Assert.Equal(2, fixture.Log.Rows.Count);
        AssertClean("rows", string.Join('\n', fixture.Log.Rows));
    }

    [Fact]
    public async Task Keys_of_other_providers_are_taken_out_too()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.Status(400, "saw another-secret-value here"));
        fixture.Environment["OPENAI_API_KEY"] = "another-secret-value";

        var failure = await fixture.FailAsync();

        Assert.Contains("saw [key removed] here", failure.Message);
    }

    [Theory]
    [InlineData("sk-ä-not-ascii-0123456789")]
    [InlineData("sk-with space-0123456789")]
    [InlineData("sk-first\nsk-second-0123456789")]
    public async Task A_key_that_no_header_can_carry_is_not_shown(string key)
    {
        await using var fixture = await LlmFixture.StartAsync();
        fixture.Environment[LlmFixture.KeyVariable] = key;

        var failure = Assert.Throws<ModelCallException>(() => fixture.Client());

        Assert.Equal(ModelCallFailure.Configuration, failure.Failure);
        Assert.Contains(LlmFixture.KeyVariable, failure.Message);
        Assert.DoesNotContain("0123456789", failure.ToString());
    }

    [Fact]
    public async Task The_end_of_the_line_of_a_key_file_is_no_part_of_the_key()
    {
        await using var fixture = await LlmFixture.StartAsync();
        fixture.Environment[LlmFixture.KeyVariable] = LlmFixture.Key + "\r\n";
        using var client = fixture.Client();

        await client.GetResponseAsync(LlmFixture.Prompt);

        Assert.Equal("Bearer " + LlmFixture.Key, Assert.Single(fixture.Server.Requests).Authorization);
    }

    private static void AssertClean(string name, string text)
    {
        // A part that is long enough to be of use to somebody counts as well.
        var part = LlmFixture.Key[3..15];
        string[] forms =
        [
            part, Uri.EscapeDataString(part), JsonSerializer.Serialize(part)[1..^1], part.Replace("/", "\\/"), Convert.ToBase64String(Encoding.UTF8.GetBytes(LlmFixture.Key))[..16],
            "0123456789abcdef",
        ];
        Assert.All(forms, form => Assert.False(text.Contains(form, StringComparison.OrdinalIgnoreCase), $"{name}: {text}"));
    }
}
