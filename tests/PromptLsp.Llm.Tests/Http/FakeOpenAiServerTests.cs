using System.Net;
using System.Text;
using PromptLsp.Testing.FakeOpenAi;

namespace PromptLsp.Llm.Tests.Http;

/// <summary>The endpoint that the other tests rely on does what its script says.</summary>
public sealed class FakeOpenAiServerTests
{
    private const string Body = """{"model":"m","messages":[{"role":"user","content":"hello"}]}""";

    [Fact]
    public async Task Answers_whole_or_as_a_stream_and_keeps_the_requests()
    {
        await using var server = await FakeOpenAiServer.StartAsync();
        using var client = new HttpClient();

        var whole = await PostAsync(client, server, Body);
        var streamed = await PostAsync(client, server, Body.Replace("\"model\"", "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\""));

        Assert.Contains("Answer: hello", await whole.Content.ReadAsStringAsync());
        var events = await streamed.Content.ReadAsStringAsync();
        Assert.Contains("\"content\":\" hello\"", events);
        Assert.Contains("\"prompt_tokens\":10", events);
        Assert.EndsWith("data: [DONE]\n\n", events);
        Assert.Equal(["req-2"], streamed.Headers.GetValues("x-request-id"));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("/v1/chat/completions", server.Requests[0].Path);
        Assert.Equal(Body, server.Requests[0].Body);
        Assert.Equal([("user", "hello")], server.Requests[0].Messages);
    }

    [Fact]
    public async Task Follows_its_script_and_then_its_standing_reply()
    {
        await using var server = await FakeOpenAiServer.StartAsync(
            FakeReply.TooManyRequests("7"), FakeReply.Error(500), FakeReply.Empty(), FakeReply.Garbage());
        server.Reply = FakeReply.Redirect(new Uri("http://127.0.0.1:1/"));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var limited = await PostAsync(client, server, Body);
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), limited.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync(client, server, Body)).StatusCode);
        Assert.Empty(await (await PostAsync(client, server, Body)).Content.ReadAsStringAsync());
        Assert.StartsWith("<html>", await (await PostAsync(client, server, Body)).Content.ReadAsStringAsync());
        Assert.Equal("http://127.0.0.1:1/", (await PostAsync(client, server, Body)).Headers.Location!.AbsoluteUri);
    }

    [Fact]
    public async Task Breaks_connections_where_the_script_says_so()
    {
        await using var server = await FakeOpenAiServer.StartAsync(
            FakeReply.Close(), FakeReply.HalfBody("a long answer"), FakeReply.PartialStream(["one", " two"], StreamEnd.Abort));
        using var client = new HttpClient();

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(client, server, Body));
        }
    }

    [Fact]
    public async Task Holds_64_requests_at_once()
    {
        var gate = new TaskCompletionSource();
        await using var server = await FakeOpenAiServer.StartAsync();
        server.Reply = FakeReply.Text("ok").After(gate.Task);
        server.OnRequest = request =>
        {
            if (request.Number == 64)
            {
                gate.SetResult();
            }
        };
        using var client = new HttpClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => PostAsync(client, server, Body)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(64, server.PeakInFlight);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, FakeOpenAiServer server, string body) =>
        client.PostAsync(server.BaseUrl + "/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"));
}
