using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace PromptLsp.Benchmarks.Typing;

/// <summary>The language server as an editor starts it, over its standard streams; each message that arrives gets its time.</summary>
internal sealed class EditorProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<ArrivedMessage> _arrived = Channel.CreateUnbounded<ArrivedMessage>(new UnboundedChannelOptions { SingleReader = true });
    private int _lastId;

    private EditorProcess(Process process)
    {
        _process = process;
        _ = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Bytes of memory that the server keeps resident.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts the executable over a folder and initializes it as an editor that is pushed its diagnostics.</summary>
    public static async Task<EditorProcess> StartAsync(string executable, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(executable, ["serve", "--stdio"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder, ".config");
        var editor = new EditorProcess(Process.Start(start)!);
        var id = editor.SendRequest("initialize", new JsonObject
        {
            ["processId"] = Environment.ProcessId,
            ["rootUri"] = new Uri(folder).AbsoluteUri,
            ["capabilities"] = JsonNode.Parse("""{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"""),
        });
        while ((await editor.NextAsync(cancellationToken)).Id != id)
        {
            // What comes before the answer does not matter.
        }

        editor.SendNotification("initialized", []);
        return editor;
    }

    /// <summary>Sends a request; its number.</summary>
    public int SendRequest(string method, JsonObject parameters)
    {
        var id = ++_lastId;
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return id;
    }

    /// <summary>Sends a notification.</summary>
    public void SendNotification(string method, JsonObject parameters) =>
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    /// <summary>The next message.</summary>
    public async Task<ArrivedMessage> NextAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        return await _arrived.Reader.ReadAsync(patience.Token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Send(JsonObject message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = _process.StandardInput.BaseStream;
        stream.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
        stream.Write(body);
        stream.Flush();
    }

    private void Read()
    {
        var stream = new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16);
        try
        {
            while (ReadLength(stream) is { } length)
            {
                var body = new byte[length];
                stream.ReadExactly(body);
                _arrived.Writer.TryWrite(ArrivedMessage.Read(body, Stopwatch.GetTimestamp()));
            }
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException or JsonException)
        {
            _arrived.Writer.TryComplete(ex);
        }

        _arrived.Writer.TryComplete(new EndOfStreamException("The server has gone."));
    }

    private static int? ReadLength(Stream stream)
    {
        var header = new StringBuilder();
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            header.Append((char)next);
            if (header.Length > 4 && header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                return int.Parse(header.ToString().Split("Content-Length: ")[1].Split('\r')[0]);
            }
        }

        return null;
    }
}

/// <summary>A message of the server.</summary>
/// <param name="Id">Of an answer: the request's number.</param>
/// <param name="Method">Of a request or notification: its name.</param>
/// <param name="Version">Of published diagnostics: the version that they are about.</param>
/// <param name="Time">When it was there, ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Body">The whole message.</param>
internal sealed record ArrivedMessage(int? Id, string? Method, int? Version, long Time, byte[] Body)
{
    /// <summary>Reads what matters.</summary>
    public static ArrivedMessage Read(byte[] body, long time)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var method = root.TryGetProperty("method", out var name) ? name.GetString() : null;
        int? id = root.TryGetProperty("id", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt32() : null;
        int? version = method == "textDocument/publishDiagnostics" && root.GetProperty("params").TryGetProperty("version", out var value) ? value.GetInt32() : null;
        return new ArrivedMessage(id, method, version, time, body);
    }
}
