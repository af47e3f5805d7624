using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace PromptLsp.Testing.FakeOpenAi;

/// <summary>
/// A real HTTP endpoint on loopback that speaks OpenAI's chat completions as its script says, and keeps the requests.
/// Safe for concurrent callers. Replies that were queued go out first, one a request; then <see cref="Reply"/>.
/// </summary>
public sealed class FakeOpenAiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<FakeReply> _script = new();
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private int _disposed;
    private int _count;
    private int _inFlight;
    private int _peak;

    private FakeOpenAiServer(WebApplication application)
    {
        _application = application;
    }

    /// <summary>The address for a provider's <c>base_url</c>: <c>http://127.0.0.1:PORT/v1</c>.</summary>
    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>What is answered when the script is used up; at first an echo of the last message.</summary>
    public FakeReply Reply { get; set; } = FakeReply.TextOf(request => "Answer: " + request.LastContent);

    /// <summary>The requests so far, in the order of arrival.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>The greatest number of requests that were in flight at once.</summary>
    public int PeakInFlight => Volatile.Read(ref _peak);

    /// <summary>Called with each request before it is answered.</summary>
    public Action<FakeRequest>? OnRequest { get; set; }

    /// <summary>Starts one on a free port.</summary>
    /// <param name="script">The first replies, one a request.</param>
    public static async Task<FakeOpenAiServer> StartAsync(params FakeReply[] script)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var application = builder.Build();
        var server = new FakeOpenAiServer(application);
        server.Enqueue(script);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        server.BaseUrl = new Uri(application.Urls.Single() + "/v1");
        return server;
    }

    /// <summary>Queues replies, one a request.</summary>
    public void Enqueue(params IEnumerable<FakeReply> replies)
    {
        foreach (var reply in replies)
        {
            _script.Enqueue(reply);
        }
    }

    /// <summary>Stops it; the second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        RaisePeak(Interlocked.Increment(ref _inFlight));
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            var request = await ReadAsync(context, linked.Token);
            _requests.Enqueue(request);
            OnRequest?.Invoke(request);
            var reply = _script.TryDequeue(out var scripted) ? scripted : Reply;
            context.Response.Headers["x-request-id"] = $"req-{request.Number}";
            await reply.WriteAsync(request, context, linked.Token);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            // The client went away, or the server stops: nobody is left to answer.
            context.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task<FakeRequest> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var path = context.Request.Path + context.Request.QueryString;
        return new FakeRequest(Interlocked.Increment(ref _count), context.Request.Method, path, headers, body);
    }

    private void RaisePeak(int inFlight)
    {
        var peak = Volatile.Read(ref _peak);
        while (inFlight > peak)
        {
            var seen = Interlocked.CompareExchange(ref _peak, inFlight, peak);
            if (seen == peak)
            {
                return;
            }

            peak = seen;
        }
    }
}
