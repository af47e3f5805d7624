using PromptLsp.Models.Devices;
using PromptLsp.Models.Tokenization;
using PromptLsp.Models.Tokenization.AddedTokens;

namespace PromptLsp.Models.ChatTemplates;

/// <summary>
/// Makes token numbers of a rendered conversation. A literal of an added token that lies wholly in the template's own text becomes that token; everything
/// between, content whatever it looks like, is encoded as plain text. Safe for concurrent callers.
/// </summary>
/// <param name="tokenizer">The model's tokenizer.</param>
internal sealed class ChatPromptEncoder(HuggingFaceTokenizer tokenizer)
{
    private readonly HuggingFaceTokenizer _plain = tokenizer.WithoutAddedTokens();
    private readonly AddedToken[] _longestFirst = [.. tokenizer.AddedTokens.Where(token => token.Content.Length > 0).OrderByDescending(token => token.Content.Length)];

    private readonly HashSet<int> _controls = [.. tokenizer.AddedTokens.Where(token => token.IsSpecial).Select(token => token.Id)];

    /// <summary>The numbers.</summary>
    /// <exception cref="InferenceException">The tokenizer's vocabulary makes a control token of plain text.</exception>
    public List<int> Encode(RenderedChat chat)
    {
        var ids = new List<int>();
        var text = chat.Text;
        var plainStart = 0;
        foreach (var piece in chat.Pieces.Where(piece => !piece.IsContent))
        {
            var end = piece.Start + piece.Length;
            for (var at = Math.Max(piece.Start, plainStart); at < end;)
            {
                if (Match(text, at, end) is not { } token)
                {
                    at++;
                    continue;
                }

                AddPlain(ids, text, plainStart, token.StripsLeft ? TrimEnd(text, plainStart, at) : at);
                ids.Add(token.Id);
                at += token.Content.Length;
                plainStart = at = token.StripsRight ? SkipSpace(text, at) : at;
            }
        }

        AddPlain(ids, text, plainStart, text.Length);
        return ids;
    }

    private AddedToken? Match(string text, int start, int end)
    {
        foreach (var token in _longestFirst)
        {
            if (start + token.Content.Length <= end && string.CompareOrdinal(text, start, token.Content, 0, token.Content.Length) == 0)
            {
                return token;
            }
        }

        return null;
    }

    private void AddPlain(List<int> ids, string text, int start, int end)
    {
        if (end > start)
        {
            var plain = _plain.EncodeToIds(text[start..end], parseSpecialTokens: false);

            // Some vocabularies hold control tokens among their ordinary pieces.
            if (plain.Any(_controls.Contains))
            {
                throw new InferenceException("The model's tokenizer makes a control token of plain text, so this conversation cannot be given to it safely. Choose another model.");
            }

            ids.AddRange(plain);
        }
    }

    private static int TrimEnd(string text, int start, int end) => start + text.AsSpan(start, end - start).TrimEnd().Length;

    private static int SkipSpace(string text, int start) => text.Length - text.AsSpan(start).TrimStart().Length;
}
