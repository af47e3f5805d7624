using System.Globalization;
using System.Text;

namespace PromptLsp.Storage.Passages;

/// <summary>Turns what a person asks into an FTS5 query that means its words and nothing else.</summary>
internal static class FullTextQuery
{
    /// <summary>More words than this add time and no meaning: what is behind them is left out.</summary>
    private const int MaxWords = 512;

    /// <summary>The words as quoted alternatives, each once; empty where the text holds no word.</summary>
    /// <remarks>Words are cut as the tokenizer <c>unicode61</c> cuts them: letters, numbers and marks hold together, everything else separates.</remarks>
    internal static string Of(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var query = new StringBuilder();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWordCharacter(rune))
            {
                word.Append(rune);
                continue;
            }

            Add(word, words, query);
        }

        Add(word, words, query);
        return query.ToString();
    }

    private static void Add(StringBuilder word, HashSet<string> words, StringBuilder query)
    {
        if (word.Length > 0 && words.Count < MaxWords && words.Add(word.ToString()))
        {
            query.Append(query.Length > 0 ? " OR " : "").Append('"').Append(word).Append('"');
        }

        word.Clear();
    }

    private static bool IsWordCharacter(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.PrivateUse or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
        _ => Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune),
    };
}
