using System.Text.Json;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tokenization;

/// <summary>Reads the parts of a Hugging Face <c>tokenizer.json</c> that a WordPiece tokenizer needs, and refuses what it would do differently.</summary>
internal static class TokenizerJson
{
    // Room for the word is taken from the stack: far above what any model uses, far below what a stack holds.
    private const int GreatestWordLength = 1000;

    // Bounds the table that numbers index.
    private const int GreatestId = 10_000_000;

    public static WordPieceModel Read(JsonFacts facts)
    {
        var root = facts.Root;
        var model = Section(facts, "model");
        Require(facts, facts.OptionalText(model, "type") is "WordPiece", "'model' is not of type WordPiece: only BERT WordPiece tokenizers are supported.");
        CheckNormalizer(facts);
        var preTokenizer = facts.OptionalText(Section(facts, "pre_tokenizer"), "type");
        Require(facts, preTokenizer == "BertPreTokenizer", $"'pre_tokenizer' is '{preTokenizer}': only BertPreTokenizer is supported.");

        var pieces = Pieces(facts, model);
        var special = SpecialTokens(facts, root);
        var ids = new Dictionary<string, int>(pieces);
        foreach (var (text, id) in special)
        {
            ids[text] = id;
        }

        var maxWordLength = facts.PositiveInt(model, "max_input_chars_per_word");
        Require(facts, maxWordLength <= GreatestWordLength, $"'max_input_chars_per_word' is above {GreatestWordLength}.");
        var (before, after) = PostProcessor(facts);
        return new WordPieceModel(
            new WordPieceVocabulary(pieces, facts.Text(model, "continuing_subword_prefix")),
            special,
            IdOf(facts, ids, facts.Text(model, "unk_token")),
            IdOf(facts, ids, "[PAD]"),
            maxWordLength,
            before,
            after);
    }

    private static void CheckNormalizer(JsonFacts facts)
    {
        var normalizer = Section(facts, "normalizer");
        var stripsAccents = facts.Find(normalizer, "strip_accents")?.ValueKind is null or JsonValueKind.True;
        Require(facts,
            facts.OptionalText(normalizer, "type") == "BertNormalizer" && facts.Flag(normalizer, "clean_text")
                && facts.Flag(normalizer, "handle_chinese_chars") && facts.Flag(normalizer, "lowercase") && stripsAccents,
            "'normalizer' is not the uncased BertNormalizer (clean_text, handle_chinese_chars, lowercase and accents stripped): other kinds are not supported.");
    }

    private static List<KeyValuePair<string, int>> Pieces(JsonFacts facts, JsonElement model)
    {
        if (facts.Find(model, "vocab") is not { ValueKind: JsonValueKind.Object } vocabulary)
        {
            throw facts.Wrong("'model.vocab' is missing.");
        }

        var pieces = new List<KeyValuePair<string, int>>(32_768);
        foreach (var entry in vocabulary.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var id) || id is < 0 or > GreatestId)
            {
                throw facts.Wrong($"the number of the piece '{entry.Name}' is not a whole number from 0 to {GreatestId}.");
            }

            pieces.Add(new(entry.Name, id));
        }

        return pieces;
    }

    private static List<KeyValuePair<string, int>> SpecialTokens(JsonFacts facts, JsonElement root)
    {
        var tokens = new List<KeyValuePair<string, int>>();
        if (facts.Find(root, "added_tokens") is not { ValueKind: JsonValueKind.Array } list)
        {
            return tokens;
        }

        foreach (var token in list.EnumerateArray())
        {
            var content = facts.Text(token, "content");
            var isPlain = !facts.Flag(token, "single_word") && !facts.Flag(token, "lstrip") && !facts.Flag(token, "rstrip") && !facts.Flag(token, "normalized");
            Require(facts, isPlain && content.Length > 0, $"the added token '{content}' has options (single_word, lstrip, rstrip, normalized) that are not supported.");
            tokens.Add(new(content, Number(facts, token, "id")));
        }

        return tokens;
    }

    private static (int[] Before, int[] After) PostProcessor(JsonFacts facts)
    {
        var section = Section(facts, "post_processor");
        return facts.OptionalText(section, "type") switch
        {
            "TemplateProcessing" => Template(facts, section),
            "BertProcessing" => ([PairId(facts, section, "cls")], [PairId(facts, section, "sep")]),
            var other => throw facts.Wrong($"'post_processor' is '{other}': only TemplateProcessing and BertProcessing are supported."),
        };
    }

    private static (int[] Before, int[] After) Template(JsonFacts facts, JsonElement section)
    {
        var before = new List<int>();
        var after = new List<int>();
        var current = before;
        if (facts.Find(section, "single") is not { ValueKind: JsonValueKind.Array } single || facts.Find(section, "special_tokens") is not { } special)
        {
            throw facts.Wrong("'post_processor.single' or 'special_tokens' is missing.");
        }

        foreach (var part in single.EnumerateArray())
        {
            if (facts.Find(part, "Sequence") is not null)
            {
                current = after;
            }
            else if (facts.Find(part, "SpecialToken") is { } token && facts.Find(special, facts.Text(token, "id")) is { } known
                && facts.Find(known, "ids") is { ValueKind: JsonValueKind.Array } ids)
            {
                current.AddRange(ids.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) ? number : throw facts.Wrong("a special token's number is not a whole number.")));
            }
            else
            {
                throw facts.Wrong("'post_processor.single' has a part that is neither the text nor a known special token.");
            }
        }

        return ([.. before], [.. after]);
    }

    private static int PairId(JsonFacts facts, JsonElement section, string key) =>
        facts.Find(section, key) is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[1].ValueKind == JsonValueKind.Number
        && pair[1].TryGetInt32(out var id)
            ? id
            : throw facts.Wrong($"'post_processor.{key}' must be a token and its number.");

    private static int Number(JsonFacts facts, JsonElement parent, string key) =>
        facts.Find(parent, key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0
            ? number
            : throw facts.Wrong($"'{key}' must be a whole number from 0.");

    private static int IdOf(JsonFacts facts, Dictionary<string, int> ids, string token) =>
        ids.TryGetValue(token, out var id) ? id : throw facts.Wrong($"the token '{token}' is not in the vocabulary.");

    private static JsonElement Section(JsonFacts facts, string key) => facts.Find(facts.Root, key) ?? throw facts.Wrong($"'{key}' is missing.");

    private static void Require(JsonFacts facts, bool condition, string otherwise)
    {
        if (!condition)
        {
            throw facts.Wrong(otherwise);
        }
    }
}
