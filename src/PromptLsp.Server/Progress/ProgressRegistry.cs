using System.Collections.Concurrent;
using PromptLsp.Protocol.Generated;

namespace PromptLsp.Server.Progress;

/// <summary>The progress displays that the user can cancel. Safe for concurrent callers.</summary>
internal sealed class ProgressRegistry
{
    private readonly ConcurrentDictionary<ProgressToken, CancellationTokenSource> _running = new();

    /// <summary>Cancels the work behind a display; nothing happens where it has ended.</summary>
    public void Cancel(ProgressToken token)
    {
        if (_running.TryGetValue(token, out var source))
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The work ended at this very moment.
            }
        }
    }

    /// <summary>Remembers a display.</summary>
    public void Add(ProgressToken token, CancellationTokenSource source) => _running[token] = source;

    /// <summary>Forgets a display.</summary>
    public void Remove(ProgressToken token) => _running.TryRemove(token, out _);
}
