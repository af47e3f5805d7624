using System.Text;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Generation;

/// <summary>
/// Makes text of tokens as they come: a character that needs several tokens is given out when it is whole, and what may be the beginning of a stop text
/// is held back until that is decided. One caller at a time.
/// </summary>
/// <param name="decode">Makes text of tokens, special ones left out.</param>
/// <param name="stopTexts">Texts that end the answer.</param>
internal sealed class StreamingText(Func<IReadOnlyList<int>, string> decode, IReadOnlyList<string> stopTexts)
{
    private readonly List<int> _ids = [];
    private readonly StringBuilder _held = new();
    private string _before = "";
    private int _settled;

    public StreamingText(HuggingFaceTokenizer tokenizer, IReadOnlyList<string> stopTexts)
        : this(ids => tokenizer.Decode(ids, skipSpecialTokens: true), stopTexts)
    {
    }

    /// <summary>True where a stop text was found: the answer ends before it.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The text that a further token makes sure.</summary>
    public string Add(int id)
    {
        _ids.Add(id);

        // A few tokens before are decoded again: what a token means depends on its neighbours, at least at the beginning of words.
        var text = decode(_ids[_settled..]);
        if (text.Length <= _before.Length || text.EndsWith('\uFFFD'))
        {
            return "";
        }

        var added = text[_before.Length..];
        _before = decode(_ids[^1..]);
        _settled = _ids.Count - 1;
        return Release(added, isEnd: false);
    }

    /// <summary>What is left: an unfinished character shows as U+FFFD.</summary>
    public string Finish()
    {
        var text = decode(_ids[_settled..]);
        return IsStopped ? "" : Release(text.Length > _before.Length ? text[_before.Length..] : "", isEnd: true);
    }

    private string Release(string added, bool isEnd)
    {
        _held.Append(added);
        var text = _held.ToString();
        var stop = stopTexts.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        IsStopped = stop >= 0;
        var sure = IsStopped ? stop : isEnd ? text.Length : text.Length - HeldBack(text);
        _held.Remove(0, sure);
        return text[..sure];
    }

    /// <summary>The length of the longest end of the text that a stop text begins with.</summary>
    private int HeldBack(string text)
    {
        var longest = 0;
        foreach (var stop in stopTexts)
        {
            for (var length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
            {
                if (text.EndsWith(stop[..length], StringComparison.Ordinal))
                {
                    longest = length;
                }
            }
        }

        return longest;
    }
}
