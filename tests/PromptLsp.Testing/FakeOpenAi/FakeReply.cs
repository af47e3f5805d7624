using System.Text;
using Microsoft.AspNetCore.Http;

namespace PromptLsp.Testing.FakeOpenAi;

/// <summary>How a <see cref="FakeOpenAiServer"/> answers one request. Values are immutable and may be used for many requests.</summary>
public sealed class FakeReply
{
    private readonly Func<FakeRequest, HttpContext, CancellationToken, Task> _write;

    private FakeReply(Func<FakeRequest, HttpContext, CancellationToken, Task> write)
    {
        _write = write;
    }

    /// <summary>An answer, whole or as a stream, as the request asks; usage is 10 tokens in and 5 out.</summary>
    public static FakeReply Text(string answer, string finishReason = "stop") => TextOf(_ => answer, finishReason);

    /// <summary>An answer that depends on the request.</summary>
    public static FakeReply TextOf(Func<FakeRequest, string> answer, string finishReason = "stop") => new((request, context, token) =>
        request.WantsStream
            ? WriteStreamAsync(context, FakeBodies.Chunks(request, answer(request), finishReason), token)
            : WriteAsync(context, 200, "application/json", FakeBodies.Completion(request, answer(request), finishReason), token));

    /// <summary>A reply that depends on the request.</summary>
    public static FakeReply Choose(Func<FakeRequest, FakeReply> choose) =>
        new((request, context, token) => choose(request)._write(request, context, token));

    /// <summary>A status with a body.</summary>
    public static FakeReply Status(int status, string body, string contentType = "application/json") =>
        new((_, context, token) => WriteAsync(context, status, contentType, body, token));

    /// <summary>204, which has no body.</summary>
    public static FakeReply NoContent() => new((_, context, _) =>
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    });

    /// <summary>A status with an error object as OpenAI writes it.</summary>
    public static FakeReply Error(int status, string message = "scripted failure") => Status(status, FakeBodies.Error(message));

    /// <summary>429, with the value of <c>Retry-After</c> (seconds or an HTTP date) where one is given.</summary>
    public static FakeReply TooManyRequests(string? retryAfter = null) =>
        retryAfter is null ? Error(429, "slow down") : Error(429, "slow down").WithHeader("Retry-After", retryAfter);

    /// <summary>200 with HTML where JSON is expected.</summary>
    public static FakeReply Garbage() => Status(200, "<html>it works!</html>");

    /// <summary>200 with no body.</summary>
    public static FakeReply Empty() => Status(200, "");

    /// <summary>200 with an error object, as some gateways send it.</summary>
    public static FakeReply ErrorObject(string message = "scripted failure") => Status(200, FakeBodies.Error(message));

    /// <summary>200 with an empty list of choices.</summary>
    public static FakeReply NoChoices() => Status(200, """{"id":"c","object":"chat.completion","created":1,"model":"fake","choices":[]}""");

    /// <summary>An error that repeats the <c>Authorization</c> header in its body.</summary>
    public static FakeReply EchoAuthorization(int status = 401) => new((request, context, token) =>
        WriteAsync(context, status, "application/json", FakeBodies.Error($"bad credentials: {request.Authorization}"), token));

    /// <summary>A redirect.</summary>
    public static FakeReply Redirect(Uri target, int status = 307) => Status(status, "").WithHeader("Location", target.AbsoluteUri);

    /// <summary>The connection is closed with nothing sent.</summary>
    public static FakeReply Close() => new((_, context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Nothing is ever sent; the connection stays open until the client leaves.</summary>
    public static FakeReply Hang() => new((_, _, token) => Task.Delay(Timeout.InfiniteTimeSpan, token));

    /// <summary>The first half of a whole answer's bytes, then the connection is closed.</summary>
    public static FakeReply HalfBody(string answer) => new(async (request, context, token) =>
    {
        var bytes = Encoding.UTF8.GetBytes(FakeBodies.Completion(request, answer, "stop"));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), token);
        await context.Response.Body.FlushAsync(token);
        throw new BrokenOffException();
    });

    /// <summary>These bodies of server-sent events (without <c>data: </c>), then what <paramref name="end"/> says.</summary>
    public static FakeReply Stream(IReadOnlyList<string> events, StreamEnd end = StreamEnd.Done) => new(async (_, context, token) =>
    {
        await WriteStreamAsync(context, events, token, end == StreamEnd.Done);
        if (end == StreamEnd.Abort)
        {
            throw new BrokenOffException();
        }

        if (end == StreamEnd.Stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        }
    });

    /// <summary>The beginning of a streamed answer (a piece of text for each string), then what <paramref name="end"/> says.</summary>
    public static FakeReply PartialStream(IReadOnlyList<string> pieces, StreamEnd end) =>
        Stream([.. pieces.Select(piece => FakeBodies.Chunk("fake", piece))], end);

    /// <summary>The same after <paramref name="delay"/>.</summary>
    public FakeReply After(TimeSpan delay) => new(async (request, context, token) =>
    {
        await Task.Delay(delay, token);
        await _write(request, context, token);
    });

    /// <summary>The same after <paramref name="gate"/> has completed.</summary>
    public FakeReply After(Task gate) => new(async (request, context, token) =>
    {
        await gate.WaitAsync(token);
        await _write(request, context, token);
    });

    /// <summary>The same with one header more.</summary>
    public FakeReply WithHeader(string name, string value) => new((request, context, token) =>
    {
        context.Response.Headers[name] = value;
        return _write(request, context, token);
    });

    internal Task WriteAsync(FakeRequest request, HttpContext context, CancellationToken cancellationToken) =>
        _write(request, context, cancellationToken);

    private static async Task WriteAsync(HttpContext context, int status, string contentType, string body, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
    }

    private static async Task WriteStreamAsync(
        HttpContext context, IReadOnlyList<string> events, CancellationToken cancellationToken, bool done = true)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var data in done ? [.. events, "[DONE]"] : events)
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }
    }
}

/// <summary>How a scripted stream ends.</summary>
public enum StreamEnd
{
    /// <summary>With <c>[DONE]</c>, as it should.</summary>
    Done,

    /// <summary>The body ends in good order, but without <c>[DONE]</c>.</summary>
    Close,

    /// <summary>The connection breaks.</summary>
    Abort,

    /// <summary>Nothing more comes, and the connection stays open.</summary>
    Stall,
}

/// <summary>
/// Ends a reply in its middle: the server closes the connection behind what was written. (Aborting it could take back bytes that are on their way.)
/// </summary>
internal sealed class BrokenOffException : Exception;
