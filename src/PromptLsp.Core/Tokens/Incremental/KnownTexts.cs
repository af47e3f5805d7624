using System.Collections.Immutable;
using PromptLsp.Core.Rendering;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>The counted messages of one rendering, from which those of the next one are counted. Immutable.</summary>
internal sealed class KnownTexts
{
    private readonly ImmutableArray<CountedText> _texts;

    private KnownTexts(ImmutableArray<CountedText> texts) => _texts = texts;

    /// <summary>Nothing is known.</summary>
    public static KnownTexts None { get; } = new([]);

    /// <summary>Counts the messages of a prompt by what is known of an earlier one.</summary>
    /// <param name="earlier">What is known; of the same tokenizer.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="reader">Reads with the tokenizer.</param>
    public static KnownTexts Count(KnownTexts earlier, RenderedPrompt prompt, PieceReader reader)
    {
        var texts = ImmutableArray.CreateBuilder<CountedText>(prompt.Messages.Length);
        for (var i = 0; i < prompt.Messages.Length; i++)
        {
            // An edit leaves the messages before it as they are, and those behind it, which may have other numbers now.
            var fromEnd = earlier._texts.Length - prompt.Messages.Length + i;
            texts.Add(Nearest(prompt.Messages[i].Text, earlier.At(i), earlier.At(fromEnd)) ?? CountedText.Count(prompt.Messages[i].Text, reader));
        }

        return new KnownTexts(texts.MoveToImmutable());
    }

    /// <summary>A text that is known or nearly so, counted; null for one that has little in common with any.</summary>
    public CountedText? Find(ReadOnlySpan<char> text)
    {
        foreach (var known in _texts)
        {
            if (text == known.Text.AsSpan() || (text.Length == known.Text.Length && text.SequenceEqual(known.Text)))
            {
                return known;
            }
        }

        CountedText? nearest = null;
        var most = text.Length / 2;
        foreach (var known in _texts)
        {
            if (known.EqualStart(text) is var equal && equal > most)
            {
                (nearest, most) = (known, equal);
            }
        }

        return nearest?.With(text.ToString());
    }

    private CountedText? At(int index) => index >= 0 && index < _texts.Length ? _texts[index] : null;

    private static CountedText? Nearest(string text, CountedText? first, CountedText? second)
    {
        if (first?.Text == text || second?.Text == text)
        {
            return first?.Text == text ? first : second;
        }

        var (inFirst, inSecond) = (Equal(text, first), Equal(text, second));
        var (nearest, equal) = inFirst >= inSecond ? (first, inFirst) : (second, inSecond);
        return equal > 0 ? nearest!.With(text) : null;
    }

    private static int Equal(string text, CountedText? known) =>
        known?.EqualStart(text) is { } start ? start + known.EqualEnd(text, start) : 0;
}
