using System.Text.Json;
using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads a BPE model.</summary>
internal static class BpeReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken, or uses dropout, which has no exact result.</exception>
    public static BpeModel Read(TokenizerPart part)
    {
        if (part.Find("dropout") is { } dropout && dropout.Element.ToString() is not ("0" or "0.0"))
        {
            throw dropout.Wrong("is not supported: its results are random.");
        }

        var tokens = VocabularyReader.Read(part);
        var options = new BpeOptions
        {
            UnknownId = UnknownOf(part, tokens),
            ContinuationPrefix = part.TextOrEmpty("continuing_subword_prefix"),
            EndSuffix = part.TextOrEmpty("end_of_word_suffix"),
            FuseUnknown = part.Flag("fuse_unk"),
            ByteFallback = part.Flag("byte_fallback"),
            IgnoreMerges = part.Flag("ignore_merges"),
        };
        return new BpeModel(tokens, ReadMerges(part, tokens, options.ContinuationPrefix), options);
    }

    /// <summary>Adds one merge.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? AddMerge(MergeTable merges, TokenTable tokens, string continuationPrefix, string left, string right, int rank)
    {
        var (leftId, rightId) = (tokens.IdOf(left), tokens.IdOf(right));
        var rest = right.StartsWith(continuationPrefix, StringComparison.Ordinal) ? right.AsSpan(continuationPrefix.Length) : right;
        var result = tokens.IdOf(string.Concat(left, rest));
        if (leftId < 0 || rightId < 0 || result < 0)
        {
            return $"merges '{left}' and '{right}', but one of them or the result is not in the vocabulary.";
        }

        merges.Add(leftId, rightId, rank, result);
        return null;
    }

    private static int UnknownOf(TokenizerPart part, TokenTable tokens)
    {
        if (part.Find("unk_token") is not { } unknown)
        {
            return -1;
        }

        var id = tokens.IdOf(unknown.AsText());
        return id >= 0 ? id : throw unknown.Wrong($"names '{unknown.AsText()}', which is not in the vocabulary.");
    }

    private static MergeTable ReadMerges(TokenizerPart part, TokenTable tokens, string continuationPrefix)
    {
        var list = part.Child("merges");
        if (list.Element.ValueKind != JsonValueKind.Array)
        {
            throw list.Wrong("must be a list.");
        }

        var merges = new MergeTable(list.Element.GetArrayLength());
        var rank = 0;
        foreach (var merge in part.Items("merges"))
        {
            var (left, right) = merge.Element.ValueKind == JsonValueKind.Array ? ReadPair(merge) : SplitPair(merge);
            if (AddMerge(merges, tokens, continuationPrefix, left, right, rank++) is { } wrong)
            {
                throw merge.Wrong(wrong);
            }
        }

        return merges;
    }

    private static (string Left, string Right) ReadPair(TokenizerPart merge)
    {
        var pair = merge.Children().Select(text => text.AsText()).ToArray();
        return pair.Length == 2 ? (pair[0], pair[1]) : throw merge.Wrong("must be two tokens.");
    }

    private static (string Left, string Right) SplitPair(TokenizerPart merge)
    {
        var text = merge.AsText();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && space == text.LastIndexOf(' ') && space < text.Length - 1
            ? (text[..space], text[(space + 1)..])
            : throw merge.Wrong("must be two tokens with a space between them.");
    }
}
