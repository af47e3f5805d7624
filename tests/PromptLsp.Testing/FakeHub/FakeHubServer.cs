using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace PromptLsp.Testing.FakeHub;

/// <summary>
/// A real HTTP server on loopback in the layout of the Hugging Face Hub: a list of files with checksums, and files with ranges and entity tags.
/// Faults that were queued for a path come first, one a request.
/// </summary>
public sealed class FakeHubServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<FakeHubFault>> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();

    private FakeHubServer(WebApplication application)
    {
        _application = application;
    }

    /// <summary>The address, without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The list of files that is given instead of the true one.</summary>
    public string? List { get; set; }

    /// <summary>Each request for a file: its path, and the range behind a blank where one was asked for.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeHubServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var server = new FakeHubServer(application);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        server.Address = application.Urls.Single();
        return server;
    }

    /// <summary>Adds a file.</summary>
    public void Add(string path, byte[] bytes) => _files[path] = bytes;

    /// <summary>Adds a file of text.</summary>
    public void Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Queues faults for the requests of a file.</summary>
    public void Fail(string path, params FakeHubFault[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.GetOrAdd(path, _ => new()).Enqueue(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/api/models/", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync(path.Contains("/owner/small/", StringComparison.Ordinal) ? List ?? TrueList() : "[]");
            return;
        }

        var mark = path.IndexOf("/resolve/main/", StringComparison.Ordinal);
        var file = mark < 0 ? "" : path[(mark + "/resolve/main/".Length)..];
        var range = context.Request.Headers.Range.ToString();
        _requests.Enqueue(range.Length > 0 ? $"{file} {range}" : file);
        if (!_files.TryGetValue(file, out var bytes))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var fault = _faults.TryGetValue(file, out var queue) && queue.TryDequeue(out var next) ? next : FakeHubFault.None;
        await AnswerFileAsync(context, bytes, range, fault);
    }

    private async Task AnswerFileAsync(HttpContext context, byte[] bytes, string range, FakeHubFault fault)
    {
        var response = context.Response;
        if (fault.Location is { } location)
        {
            (response.StatusCode, response.Headers.Location) = (302, location);
            return;
        }

        if (fault.Status != 0)
        {
            response.StatusCode = fault.Status;
            return;
        }

        var start = range.StartsWith("bytes=", StringComparison.Ordinal) && !fault.IgnoresRange ? int.Parse(range["bytes=".Length..].TrimEnd('-')) : 0;
        response.StatusCode = start > 0 ? 206 : 200;
        response.Headers.ETag = $"\"{bytes.Length}\"";
        response.ContentLength = fault.Extra + bytes.Length - start;
        if (start > 0)
        {
            response.Headers.ContentRange = $"bytes {start}-{bytes.Length - 1}/{bytes.Length}";
        }

        var body = fault.IsCorrupt ? [.. bytes.Select(value => (byte)(value ^ 1))] : bytes;
        var count = Math.Min(fault.CutAfter ?? int.MaxValue, bytes.Length - start);
        await response.Body.WriteAsync(body.AsMemory(start, count), context.RequestAborted);
        await response.Body.WriteAsync(new byte[fault.Extra], context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        if (fault.CutAfter is not null)
        {
            await EndAsync(context, fault);
        }
    }

    private async Task EndAsync(HttpContext context, FakeHubFault fault)
    {
        if (fault.Hangs)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, linked.Token);
            }
            catch (OperationCanceledException)
            {
                // The client has had enough, or the server stops.
            }
        }

        // What was written is on its way; give it time to arrive before the connection breaks.
        await Task.Delay(50);
        context.Abort();
    }

    private string TrueList() => "[" + string.Join(',', _files.Select(file => Entry(file.Key, file.Value))) + """,{"type":"directory","path":"onnx"}]""";

    private static string Entry(string path, byte[] bytes)
    {
        var git = Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
        var large = path.EndsWith(".onnx", StringComparison.Ordinal) ? $$""","lfs":{"oid":"{{Convert.ToHexStringLower(SHA256.HashData(bytes))}}","size":{{bytes.Length}}}""" : "";
        return $$"""{"type":"file","path":{{JsonSerializer.Serialize(path)}},"oid":"{{git}}","size":{{bytes.Length}}{{large}}}""";
    }
}
