namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary>Cuts encoded texts to a length as the reference does (Hugging Face tokenizers, <c>truncate_encodings</c>).</summary>
internal static class EncodingTruncation
{
    /// <summary>Cuts one text or a pair.</summary>
    /// <param name="parts">The text, or it and its pair.</param>
    /// <param name="options">Side, strategy and stride.</param>
    /// <param name="maxLength">The most tokens of all parts.</param>
    /// <exception cref="ArgumentException">The strategy cannot reach the length, or the stride is too long for it.</exception>
    public static IReadOnlyList<EncodingPart> Truncate(IReadOnlyList<EncodingPart> parts, TokenizerEncodeOptions options, int maxLength)
    {
        var total = parts.Sum(part => part.Tokens.Count);
        if (total <= maxLength)
        {
            return parts;
        }

        if (maxLength == 0)
        {
            return [.. parts.Select(part => Cut(part, 0, options))];
        }

        return options.Strategy == TruncationStrategy.LongestFirst
            ? LongestFirst(parts, options, maxLength)
            : OnlyOne(parts, options, total - maxLength);
    }

    private static IReadOnlyList<EncodingPart> LongestFirst(IReadOnlyList<EncodingPart> parts, TokenizerEncodeOptions options, int maxLength)
    {
        if (parts.Count == 1)
        {
            return [Cut(parts[0], maxLength, options)];
        }

        var shorter = Math.Min(parts[0].Tokens.Count, parts[1].Tokens.Count);
        var isFirstShorter = parts[0].Tokens.Count <= parts[1].Tokens.Count;
        var longer = shorter > maxLength ? shorter : Math.Max(shorter, maxLength - shorter);
        if (shorter + longer > maxLength)
        {
            shorter = maxLength / 2;
            longer = shorter + (maxLength % 2);
        }

        return [Cut(parts[0], isFirstShorter ? shorter : longer, options), Cut(parts[1], isFirstShorter ? longer : shorter, options)];
    }

    private static IReadOnlyList<EncodingPart> OnlyOne(IReadOnlyList<EncodingPart> parts, TokenizerEncodeOptions options, int excess)
    {
        var index = options.Strategy == TruncationStrategy.OnlyFirst ? 0 : 1;
        if (index >= parts.Count)
        {
            throw new ArgumentException("There is no second text to cut. Give a pair, or cut the first.", nameof(options));
        }

        var length = parts[index].Tokens.Count - excess;
        if (length <= 0)
        {
            throw new ArgumentException($"The text to cut has {parts[index].Tokens.Count} tokens, but {excess} must go. Allow more tokens, or cut the longer text.", nameof(options));
        }

        return [.. parts.Select((part, at) => at == index ? Cut(part, length, options) : part)];
    }

    private static EncodingPart Cut(EncodingPart part, int length, TokenizerEncodeOptions options)
    {
        if (length >= part.Tokens.Count)
        {
            return part;
        }

        if (length == 0)
        {
            return new EncodingPart([], [part]);
        }

        if (options.Stride >= length)
        {
            throw new ArgumentException($"A stride of {options.Stride} does not fit into the {length} tokens that remain for the text. Give a smaller stride or allow more tokens.", nameof(options));
        }

        var windows = Windows(part.Tokens.Count, length, length - options.Stride, options.Side)
            .Select(window => EncodingPart.Of([.. part.Tokens.Skip(window.Start).Take(window.End - window.Start)]))
            .ToArray();
        return windows[0] with { Overflowing = windows[1..] };
    }

    private static IEnumerable<(int Start, int End)> Windows(int count, int length, int step, TruncationSide side)
    {
        for (var first = 0; ; first += step)
        {
            var last = Math.Min(first + length, count);
            yield return side == TruncationSide.Right ? (first, last) : (count - last, count - first);
            if (last == count)
            {
                yield break;
            }
        }
    }
}
