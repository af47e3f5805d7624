using PromptLsp.Core.Classification;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Encoders;

/// <summary>A part of a text that a model can take.</summary>
/// <param name="Input">What the model gets.</param>
/// <param name="Tokens">Its tokens of the text that was divided, those around it left out.</param>
/// <param name="NewTokens">How many of them no earlier window holds.</param>
internal sealed record InputWindow(ModelInput Input, ReadOnlyMemory<PlacedToken> Tokens, int NewTokens)
{
    /// <summary>
    /// Divides a text into overlapping windows; a text that fits gives one. Of a pair the longer text is divided and the shorter one repeated, unless that takes
    /// more than half of the room: then both are cut as by <see cref="Truncate"/>.
    /// </summary>
    /// <param name="encoder">Makes the tokens.</param>
    /// <param name="input">The text or pair.</param>
    /// <param name="maxTokens">The most tokens of a window, special ones counted; there is room for at least one token of the text.</param>
    /// <param name="stride">How many tokens a window repeats of the one before; at least one token less than a window has room for.</param>
    public static IReadOnlyList<InputWindow> Divide(ITextEncoder encoder, TextInput input, int maxTokens, int stride)
    {
        ReadOnlyMemory<PlacedToken> text = encoder.Tokenize(input.Text).ToArray();
        if (input.Pair is null)
        {
            var total = text.Length + encoder.SpecialTokens(isPair: false);
            return Windows(text, maxTokens - encoder.SpecialTokens(isPair: false), stride, part => encoder.Assemble(part.Span, total));
        }

        ReadOnlyMemory<PlacedToken> pair = encoder.Tokenize(input.Pair).ToArray();
        var room = maxTokens - encoder.SpecialTokens(isPair: true);
        var count = text.Length + pair.Length + encoder.SpecialTokens(isPair: true);
        if (text.Length + pair.Length > room && Math.Min(text.Length, pair.Length) > room / 2)
        {
            return [CutPair(encoder, text, pair, room)];
        }

        return text.Length >= pair.Length
            ? Windows(text, room - pair.Length, stride, part => encoder.AssemblePair(part.Span, pair.Span, count))
            : Windows(pair, room - text.Length, stride, part => encoder.AssemblePair(text.Span, part.Span, count));
    }

    /// <summary>The beginning of a text that fits; of a pair the longer text is cut first, then both alike (<c>longest_first</c> of the reference).</summary>
    public static InputWindow Truncate(ITextEncoder encoder, TextInput input, int maxTokens)
    {
        ReadOnlyMemory<PlacedToken> text = encoder.Tokenize(input.Text).ToArray();
        if (input.Pair is not null)
        {
            return CutPair(encoder, text, encoder.Tokenize(input.Pair).ToArray(), maxTokens - encoder.SpecialTokens(isPair: true));
        }

        var special = encoder.SpecialTokens(isPair: false);
        var kept = text[..Math.Min(text.Length, maxTokens - special)];
        return new InputWindow(encoder.Assemble(kept.Span, text.Length + special), kept, kept.Length);
    }

    private static InputWindow CutPair(ITextEncoder encoder, ReadOnlyMemory<PlacedToken> text, ReadOnlyMemory<PlacedToken> pair, int room)
    {
        var total = text.Length + pair.Length + encoder.SpecialTokens(isPair: true);
        var (shorter, longer) = (Math.Min(text.Length, pair.Length), Math.Max(text.Length, pair.Length));
        if (shorter + longer > room)
        {
            longer = Math.Max(shorter, room - shorter);
            (shorter, longer) = shorter + longer > room ? (room / 2, room - (room / 2)) : (shorter, longer);
        }

        var (first, second) = text.Length > pair.Length ? (longer, shorter) : (shorter, longer);
        return new InputWindow(encoder.AssemblePair(text.Span[..first], pair.Span[..second], total), text[..first], first);
    }

    private static List<InputWindow> Windows(ReadOnlyMemory<PlacedToken> tokens, int room, int stride, Func<ReadOnlyMemory<PlacedToken>, ModelInput> assemble)
    {
        var windows = new List<InputWindow>();
        var overlap = Math.Min(stride, room - 1);
        for (int start = 0, seen = 0; start == 0 || seen < tokens.Length; start += room - overlap)
        {
            var part = tokens.Slice(start, Math.Min(room, tokens.Length - start));
            windows.Add(new InputWindow(assemble(part), part, start + part.Length - seen));
            seen = start + part.Length;
        }

        return windows;
    }
}
