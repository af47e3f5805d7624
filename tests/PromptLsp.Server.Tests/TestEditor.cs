using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Nerdbank.Streams;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Server.Commands;

namespace PromptLsp.Server.Tests;

/// <summary>An editor that speaks the wire itself, byte for byte, against a real server in this process.</summary>
internal sealed class TestEditor : IAsyncDisposable
{
    /// <summary>Longer than anything here takes: a wait that reaches it has found a deadlock.</summary>
    public static readonly TimeSpan Unexpected = TimeSpan.FromSeconds(60);

    private readonly Stream _stream;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _answers = new();
    private readonly Channel<JsonObject> _incoming = Channel.CreateUnbounded<JsonObject>();
    private readonly Task _reader;
    private readonly SemaphoreSlim _writing = new(1);
    private int _lastId;

    private TestEditor(Stream stream, Task<int> server)
    {
        _stream = stream;
        Server = server;
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>The server; its result is the exit code.</summary>
    public Task<int> Server { get; }

    /// <summary>Starts a server over files in memory.</summary>
    public static TestEditor Start(
        Dictionary<string, string>? files = null, IPromptCommands? commands = null, Func<string, WorkspaceServices>? openWorkspace = null)
    {
        var (editor, server) = FullDuplexStream.CreatePair();
        var memory = new MemoryFiles(files ?? []);
        var services = new ServerServices
        {
            Version = "1.2.3",
            OpenWorkspace = openWorkspace ?? (_ => new WorkspaceServices(memory, new TokenCounterProvider(), TimeProvider.System, [])),
            Commands = commands ?? new ScriptedCommands(),
        };
        var stop = CancellationToken.None;
        return new TestEditor(editor, Task.Run(() => LanguageServerHost.RunAsync(server, server, services, stop)));
    }

    /// <summary>Starts a server and initializes it.</summary>
    public static async Task<TestEditor> StartInitializedAsync(
        JsonObject? capabilities = null, Dictionary<string, string>? files = null, IPromptCommands? commands = null, Func<string, WorkspaceServices>? openWorkspace = null)
    {
        var editor = Start(files, commands, openWorkspace);
        await editor.RequestAsync("initialize", new JsonObject
        {
            ["processId"] = null,
            ["rootUri"] = "file:///w",
            ["capabilities"] = capabilities ?? [],
        });
        await editor.NotifyAsync("initialized", new JsonObject());
        return editor;
    }

    /// <summary>Awaits the answer to a request that the test writes itself.</summary>
    public Task<JsonObject> Expect(string id)
    {
        var completion = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[id] = completion;
        return completion.Task.WaitAsync(Unexpected);
    }

    /// <summary>Sends a request without waiting; the task is the whole answer.</summary>
    public async Task<(int Id, Task<JsonObject> Answer)> SendAsync(string method, JsonNode? parameters)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = Expect(id.ToString());
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method };
        if (parameters is not null)
        {
            message["params"] = parameters;
        }

        await WriteAsync(message);
        return (id, answer);
    }

    /// <summary>Sends a request; the result, or an exception with the error's code.</summary>
    public async Task<JsonNode?> RequestAsync(string method, JsonNode? parameters)
    {
        var answer = await AnswerAsync(method, parameters);
        Assert.False(answer.ContainsKey("error"), answer.ToJsonString());
        return answer["result"]?.DeepClone();
    }

    /// <summary>Sends a request; the whole answer.</summary>
    public async Task<JsonObject> AnswerAsync(string method, JsonNode? parameters) => await (await SendAsync(method, parameters)).Answer;

    /// <summary>Sends a request that must fail; the code of its error.</summary>
    public async Task<int> ErrorCodeAsync(string method, JsonNode? parameters) =>
        (await AnswerAsync(method, parameters))["error"]!["code"]!.GetValue<int>();

    /// <summary>Sends a notification.</summary>
    public Task NotifyAsync(string method, JsonNode? parameters)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
        if (parameters is not null)
        {
            message["params"] = parameters;
        }

        return WriteAsync(message);
    }

    /// <summary>Opens a document.</summary>
    public Task OpenAsync(string uri, string text, int version = 1) => NotifyAsync("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "prompt", ["version"] = version, ["text"] = text },
    });

    /// <summary>Changes a document.</summary>
    public Task ChangeAsync(string uri, int version, params JsonNode[] changes) => NotifyAsync("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
        ["contentChanges"] = new JsonArray(changes),
    });

    /// <summary>The next message from the server that is a request or notification of this method; others are passed over.</summary>
    public async Task<JsonObject> NextAsync(string method, Func<JsonObject, bool>? where = null)
    {
        using var timeout = new CancellationTokenSource(Unexpected);
        while (true)
        {
            var message = await _incoming.Reader.ReadAsync(timeout.Token);
            if (message["method"]!.GetValue<string>() == method && (where is null || where(message)))
            {
                return message;
            }
        }
    }

    /// <summary>The messages that no test has taken, once the server has ended.</summary>
    public async Task<List<JsonObject>> RestAsync()
    {
        await Server.WaitAsync(Unexpected);
        await _reader.WaitAsync(Unexpected);
        return await _incoming.Reader.ReadAllAsync().ToListAsync();
    }

    /// <summary>Answers a request of the server.</summary>
    public Task ReplyAsync(JsonObject request, JsonNode? result) =>
        WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request["id"]!.DeepClone(), ["result"] = result });

    /// <summary>Sends bytes as they are.</summary>
    public async Task WriteRawAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync();
        try
        {
            await _stream.WriteAsync(bytes);
            await _stream.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Sends a body with its header.</summary>
    public Task WriteBodyAsync(ReadOnlySpan<byte> body)
    {
        byte[] message = [.. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), .. body];
        return WriteRawAsync(message);
    }

    /// <summary>Ends the session as an editor does.</summary>
    public async Task<int> LeaveAsync()
    {
        await RequestAsync("shutdown", null);
        await NotifyAsync("exit", null);
        return await Server.WaitAsync(Unexpected);
    }

    /// <summary>Closes the connection.</summary>
    public void HangUp() => _stream.Dispose();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stream.DisposeAsync();
        await _reader;
        await Server.WaitAsync(Unexpected);
        _stop.Dispose();
    }

    private Task WriteAsync(JsonObject message) => WriteBodyAsync(Encoding.UTF8.GetBytes(message.ToJsonString()));

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadBodyAsync() is { } body)
            {
                var message = JsonNode.Parse(body)!.AsObject();
                if (message.ContainsKey("method"))
                {
                    await _incoming.Writer.WriteAsync(message);
                }
                else if (message["id"] is { } id && _answers.TryRemove(id.ToJsonString(), out var completion))
                {
                    completion.TrySetResult(message);
                }
            }
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The test is over, or it hung up: then the pipe under the stream is completed while this waits on it.
        }

        _incoming.Writer.TryComplete();
        foreach (var waiting in _answers.Values)
        {
            waiting.TrySetException(new IOException("The server hung up before it answered."));
        }
    }

    private async Task<byte[]?> ReadBodyAsync()
    {
        var header = new List<byte>();
        var one = new byte[1];
        while (!(header is [.., 13, 10, 13, 10]))
        {
            if (await _stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            header.Add(one[0]);
        }

        var text = Encoding.ASCII.GetString([.. header]);
        var body = new byte[int.Parse(text.Split("Content-Length: ")[1].Split('\r')[0])];
        await _stream.ReadExactlyAsync(body, _stop.Token);
        return body;
    }
}
