using System.Text.Json;
using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads a vocabulary of texts and numbers.</summary>
internal static class VocabularyReader
{
    /// <summary>Reads the object at <c>vocab</c>.</summary>
    public static TokenTable Read(TokenizerPart model)
    {
        var vocabulary = model.Child("vocab");
        return vocabulary.Element.ValueKind == JsonValueKind.Object ? ReadObject(vocabulary) : throw vocabulary.Wrong("must be an object of tokens and their numbers.");
    }

    /// <summary>Reads an object of texts and numbers.</summary>
    public static TokenTable ReadObject(TokenizerPart vocabulary)
    {
        var tokens = new List<KeyValuePair<string, int>>(32_768);
        foreach (var entry in vocabulary.Element.EnumerateObject())
        {
            var name = NameOf(vocabulary, entry);
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var id) || id is < 0 or > TokenizerLimits.GreatestId)
            {
                throw vocabulary.Wrong($"gives '{name}' no whole number from 0 to {TokenizerLimits.GreatestId}.");
            }

            tokens.Add(new(name, id));
        }

        return new TokenTable(tokens);
    }

    private static string NameOf(TokenizerPart vocabulary, JsonProperty entry)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException)
        {
            throw vocabulary.Wrong("holds a token that is not valid Unicode.");
        }
    }
}
