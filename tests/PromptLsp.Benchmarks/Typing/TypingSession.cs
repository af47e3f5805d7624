using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PromptLsp.Benchmarks.Typing;

/// <summary>Types in one document and measures.</summary>
internal sealed class TypingSession(EditorProcess editor, TypedDocument document)
{
    /// <summary>Opens the document; milliseconds until its findings and its lens are there.</summary>
    public async Task<double> OpenAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        editor.SendNotification("textDocument/didOpen", document.Open());
        return await FreshAsync(started, cancellationToken);
    }

    /// <summary>Types.</summary>
    /// <param name="times">How often it is measured.</param>
    /// <param name="jumps">True: the caret is put somewhere else before each key.</param>
    /// <param name="pause">Between a measurement and the next key.</param>
    /// <param name="burst">Keys a measurement, sent without waiting; the time is taken from the last one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Latencies> TypeAsync(int times, bool jumps, TimeSpan pause, int burst, CancellationToken cancellationToken)
    {
        var taken = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            if (jumps)
            {
                document.Jump();
            }

            var started = 0L;
            for (var key = 0; key < burst; key++)
            {
                var change = document.Type();
                started = Stopwatch.GetTimestamp();
                editor.SendNotification("textDocument/didChange", change);
            }

            taken.Add(await FreshAsync(started, cancellationToken));
            await Task.Delay(pause, cancellationToken);
        }

        return new Latencies(taken);
    }

    /// <summary>Asks for the lens as editors do behind each key; milliseconds until it and the findings of the newest version are there.</summary>
    private async Task<double> FreshAsync(long started, CancellationToken cancellationToken)
    {
        var lens = editor.SendRequest("textDocument/codeLens", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = document.Uri } });
        var (hasFindings, hasLens, last) = (false, false, started);
        while (!hasFindings || !hasLens)
        {
            var message = await editor.NextAsync(cancellationToken);
            if (message.Method == "window/logMessage")
            {
                throw new InvalidDataException($"The server reports: {System.Text.Encoding.UTF8.GetString(message.Body)}");
            }

            if (message.Version == document.Version)
            {
                (hasFindings, last) = (true, Math.Max(last, message.Time));
            }
            else if (message.Id == lens && message.Method is null)
            {
                (hasLens, last) = (true, Math.Max(last, message.Time));
                RequireCount(message);
            }
        }

        return Stopwatch.GetElapsedTime(started, last).TotalMilliseconds;
    }

    private static void RequireCount(ArrivedMessage message)
    {
        var lenses = JsonNode.Parse(message.Body)!["result"]?.AsArray() ?? [];
        if (!lenses.Any(lens => lens!["command"]?["title"]?.GetValue<string>().Contains("tokens", StringComparison.Ordinal) == true))
        {
            throw new InvalidDataException($"No lens tells the tokens: {System.Text.Encoding.UTF8.GetString(message.Body)}");
        }
    }
}

/// <summary>Times in milliseconds.</summary>
internal sealed class Latencies(IEnumerable<double> taken)
{
    private readonly double[] _sorted = [.. taken.Order()];

    /// <summary>The time that so many percent do not exceed (nearest rank).</summary>
    public double At(double percent) => _sorted.Length == 0 ? 0 : _sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
