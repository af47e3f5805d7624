using PromptLsp.Core.Tokens;

namespace PromptLsp.Models.Tokenization;

/// <summary>Takes the tokens of a text in order. A struct type parameter, so that nothing is allocated or called indirectly.</summary>
internal interface ITokenSink
{
    /// <summary>Takes one token; false to stop.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="start">First code unit of the text.</param>
    /// <param name="end">Behind the last one.</param>
    /// <param name="word">Number of the pre-token that it belongs to.</param>
    /// <param name="surface">Its text where that is not the vocabulary's, else empty.</param>
    bool Add(int id, int start, int end, int word, ReadOnlySpan<char> surface);
}

/// <summary>Counts up to one more than a limit.</summary>
internal struct CountingSink(int limit) : ITokenSink
{
    public int Count { get; private set; }

    public bool Add(int id, int start, int end, int word, ReadOnlySpan<char> surface) => ++Count <= limit;
}

/// <summary>Keeps every token.</summary>
internal readonly struct SpanSink(List<TokenSpan> tokens) : ITokenSink
{
    public bool Add(int id, int start, int end, int word, ReadOnlySpan<char> surface)
    {
        tokens.Add(new TokenSpan(id, start, end));
        return true;
    }
}

/// <summary>Keeps the first numbers and counts all.</summary>
internal struct IdSink(int[] ids, int first, int capacity) : ITokenSink
{
    public int Count { get; private set; }

    public bool Add(int id, int start, int end, int word, ReadOnlySpan<char> surface)
    {
        if (Count < capacity)
        {
            ids[first + Count] = id;
        }

        Count++;
        return true;
    }
}

/// <summary>Finds where the token behind the first ones starts.</summary>
internal struct PrefixSink(int maxTokens) : ITokenSink
{
    private int _count;

    /// <summary>Start of the first token too many, or -1.</summary>
    public int Start { get; private set; } = -1;

    public bool Add(int id, int start, int end, int word, ReadOnlySpan<char> surface)
    {
        if (_count++ < maxTokens)
        {
            return true;
        }

        Start = start;
        return false;
    }
}

/// <summary>Keeps the numbers.</summary>
internal readonly struct IdListSink(List<int> ids) : ITokenSink
{
    public List<int> Ids => ids;

    public bool Add(int id, int start, int end, int word, ReadOnlySpan<char> surface)
    {
        ids.Add(id);
        return true;
    }
}

/// <summary>Keeps everything.</summary>
internal readonly struct EncodedTokenSink(HuggingFaceTokenizer tokenizer, int sequence, List<EncodedToken> tokens) : ITokenSink
{
    public List<EncodedToken> Tokens => tokens;

    public bool Add(int id, int start, int end, int word, ReadOnlySpan<char> surface)
    {
        var text = tokenizer.IdToToken(id) ?? "";
        text = surface.IsEmpty || surface.SequenceEqual(text) ? text : surface.ToString();
        tokens.Add(new EncodedToken(id, text, start, end) { Word = word, TypeId = sequence, Sequence = sequence });
        return true;
    }
}
