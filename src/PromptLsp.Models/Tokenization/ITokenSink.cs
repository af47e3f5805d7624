using PromptLsp.Core.Tokens;

namespace PromptLsp.Models.Tokenization;

/// <summary>Takes the tokens of a text in order. A struct type parameter, so that nothing is allocated or called indirectly.</summary>
internal interface ITokenSink
{
    /// <summary>Takes one token; false to stop.</summary>
    bool Add(int id, int start, int end);
}

/// <summary>Counts.</summary>
internal struct CountingSink : ITokenSink
{
    public int Count { get; private set; }

    public bool Add(int id, int start, int end)
    {
        Count++;
        return true;
    }
}

/// <summary>Keeps every token.</summary>
internal readonly struct SpanSink(List<TokenSpan> tokens) : ITokenSink
{
    public bool Add(int id, int start, int end)
    {
        tokens.Add(new TokenSpan(id, start, end));
        return true;
    }
}

/// <summary>Keeps the first numbers and counts all.</summary>
internal struct IdSink(int[] ids, int first, int capacity) : ITokenSink
{
    public int Count { get; private set; }

    public bool Add(int id, int start, int end)
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

    public bool Add(int id, int start, int end)
    {
        if (_count++ < maxTokens)
        {
            return true;
        }

        Start = start;
        return false;
    }
}
