using System.Text.Json;
using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads a Unigram model: a list of tokens with their log-probabilities.</summary>
internal static class UnigramReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken.</exception>
    public static UnigramModel Read(TokenizerPart part)
    {
        var tokens = new List<KeyValuePair<string, int>>();
        var scores = new List<double>();
        foreach (var entry in part.Items("vocab"))
        {
            var (text, score) = ReadEntry(entry);
            tokens.Add(new(text, scores.Count));
            scores.Add(score);
            if (scores.Count > TokenizerLimits.GreatestId)
            {
                throw entry.Wrong("is one token too many.");
            }
        }

        var unknown = part.Find("unk_id")?.AsNumber(0, Math.Max(0, scores.Count - 1)) ?? -1;
        return unknown >= 0 && unknown < scores.Count
            ? new UnigramModel(new TokenTable(tokens), [.. scores], unknown, part.Flag("byte_fallback"))
            : throw part.Wrong("has no 'unk_id': a text with an unknown character would have no tokens.");
    }

    private static (string Text, double Score) ReadEntry(TokenizerPart entry)
    {
        if (entry.Element.ValueKind != JsonValueKind.Array || entry.Element.GetArrayLength() != 2)
        {
            throw entry.Wrong("must be a token and its score.");
        }

        var score = entry.Element[1];
        return score.ValueKind == JsonValueKind.Number && score.TryGetDouble(out var value) && double.IsFinite(value)
            ? (entry.Children().First().AsText(), value)
            : throw entry.Wrong("has a score that is no number.");
    }
}
