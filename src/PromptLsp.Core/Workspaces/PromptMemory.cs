using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tokens.Incremental;

namespace PromptLsp.Core.Workspaces;

/// <summary>
/// What one version of a prompt leaves to the next one, so that a key costs what it changes: the strings of its preview and their counted pieces. Only ever
/// of one version, so it does not grow with the session. What it gives is exact whichever version left it. Safe for concurrent callers.
/// </summary>
internal sealed class PromptMemory
{
    private volatile RenderedPrompt? _preview;
    private volatile CountedMessages? _counted;

    /// <summary>An earlier preview; null where there is none.</summary>
    public RenderedPrompt? Preview => _preview;

    /// <summary>Keeps a preview for the next version; where its messages have the text of the one before, they take its strings.</summary>
    public void Remember(RenderedPrompt? preview)
    {
        if (preview is null)
        {
            return;
        }

        var earlier = _preview?.Messages ?? [];
        for (var i = 0; i < preview.Messages.Length; i++)
        {
            var fromEnd = earlier.Length - preview.Messages.Length + i;
            preview.Messages[i].JoinLike(i < earlier.Length ? earlier[i] : null);
            preview.Messages[i].JoinLike(fromEnd >= 0 && fromEnd < earlier.Length ? earlier[fromEnd] : null);
        }

        _preview = preview;
    }

    /// <summary>A counter that knows the messages of a preview, counted by what the version before left.</summary>
    public ITokenCounter CounterFor(RenderedPrompt preview, ITokenCounter counter)
    {
        if (counter is not IPieceTokenCounter pieces)
        {
            return counter;
        }

        var earlier = _counted is { } counted && ReferenceEquals(counted.Reader.Counter, counter) ? counted : new CountedMessages(new PieceReader(pieces), KnownTexts.None);
        var texts = KnownTexts.Count(earlier.Texts, preview, earlier.Reader);
        _counted = earlier with { Texts = texts };
        return new KnownTextCounter(pieces, texts);
    }

    private sealed record CountedMessages(PieceReader Reader, KnownTexts Texts);
}
