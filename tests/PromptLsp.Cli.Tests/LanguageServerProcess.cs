using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PromptLsp.Cli.Tests;

/// <summary>The executable as an editor starts it, spoken to by raw frames.</summary>
internal sealed class LanguageServerProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _error;
    private int _lastId;

    private LanguageServerProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Pages of files that it has in memory now, in kB (proc(5), RssFile).</summary>
    public int ResidentFilePages => int.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith("RssFile:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Starts it over a workspace and initializes it.</summary>
    public static async Task<(LanguageServerProcess Server, JsonNode Initialized)> StartAsync(Workspace workspace)
    {
        var server = new LanguageServerProcess(Executable.Start(workspace.Path, ["serve", "--stdio"]));
        var result = await server.RequestAsync("initialize", new JsonObject
        {
            ["processId"] = null,
            ["rootUri"] = new Uri(workspace.Path).AbsoluteUri,
            ["capabilities"] = new JsonObject(),
        });
        await server.NotifyAsync("initialized", new JsonObject());
        return (server, result!);
    }

    /// <summary>Opens a document.</summary>
    public Task OpenAsync(string uri, string text) => NotifyAsync("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "prompt", ["version"] = 1, ["text"] = text },
    });

    /// <summary>Sends a request and passes over what comes before its answer, which must be no error.</summary>
    public async Task<JsonNode?> RequestAsync(string method, JsonNode? parameters)
    {
        var id = ++_lastId;
        await WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        while (true)
        {
            var message = await ReadAsync().WaitAsync(_patience);
            if (!message.ContainsKey("method") && (int?)message["id"] == id)
            {
                Assert.False(message.ContainsKey("error"), $"{method}: {message.ToJsonString()}");
                return message["result"];
            }

            if (message.ContainsKey("method") && message.ContainsKey("id"))
            {
                await WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = message["id"]!.DeepClone(), ["result"] = null });
            }
        }
    }

    /// <summary>Sends a notification.</summary>
    public Task NotifyAsync(string method, JsonNode? parameters) =>
        WriteAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    /// <summary>Says good-bye as the protocol has it; the exit code and what stood on the error stream.</summary>
    public async Task<(int ExitCode, string Error)> LeaveAsync()
    {
        await RequestAsync("shutdown", null);
        await NotifyAsync("exit", null);
        await _process.WaitForExitAsync().WaitAsync(_patience);
        return (_process.ExitCode, await _error);
    }

    /// <summary>Ends the process where a test has not.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task WriteAsync(JsonObject message)
    {
        if (message["params"] is null)
        {
            message.Remove("params");
        }

        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = _process.StandardInput.BaseStream;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
        await stream.WriteAsync(body);
        await stream.FlushAsync();
    }

    private async Task<JsonObject> ReadAsync()
    {
        var stream = _process.StandardOutput.BaseStream;
        var header = new StringBuilder();
        var one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                throw new EndOfStreamException($"The server has gone. {await _error}");
            }

            header.Append((char)one[0]);
        }

        var length = header.ToString().Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        var body = new byte[int.Parse(length["Content-Length: ".Length..], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        return JsonNode.Parse(body)!.AsObject();
    }
}
