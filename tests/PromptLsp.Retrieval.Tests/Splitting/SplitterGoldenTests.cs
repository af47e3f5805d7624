using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using PromptLsp.Core.Tokens;
using PromptLsp.Retrieval.Splitting;

namespace PromptLsp.Retrieval.Tests.Splitting;

/// <summary>
/// Chunks of langchain-text-splitters 1.1.3. Not compared, because the product has no such option: <c>keep_separator</c> false or "end", separators that
/// are regular expressions (the by-language splitters among them), and the character and token splitters.
/// </summary>
public class SplitterGoldenTests
{
    public static TheoryData<string> Groups { get; } =
    [
        "recursive-100-0", "recursive-100-20", "recursive-200-50", "recursive-500-100", "recursive-1000-200", "recursive-30-29",
        "recursive-200-50-keep-start", "recursive-200-50-no-strip", "recursive-80-16-cjk-separators", "recursive-60-10-no-empty-separator",
        "recursive-gpt2-tokens-16-0", "recursive-gpt2-tokens-64-8", "recursive-gpt2-tokens-128-32",
    ];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Chunks_are_those_of_the_reference(string group)
    {
        var documents = Lines("documents.jsonl").ToDictionary(line => line.GetProperty("id").GetString()!, line => line.GetProperty("text").GetString()!);
        var cases = Lines("cases.jsonl").Where(line => line.GetProperty("id").GetString()!.StartsWith(group + "/", StringComparison.Ordinal)).ToList();
        Assert.Equal(27, cases.Count);
        foreach (var line in cases)
        {
            var text = documents[line.GetProperty("document").GetString()!];
            var settings = line.GetProperty("options");
            var ranges = RecursiveSplitter.Split(text, Options(settings), Length(settings, text), CancellationToken.None);

            var name = line.GetProperty("id").GetString()!;
            var expected = line.GetProperty("expected").GetProperty("chunks").EnumerateArray().Select(chunk => ChunkText(text, chunk)).ToList();
            Assert.Equal((name, string.Join("\u241E", expected)), (name, string.Join("\u241E", ranges.Select(range => text[range.Start..range.End]))));
        }
    }

    private static SplitterOptions Options(JsonElement settings)
    {
        var options = new SplitterOptions(settings.GetProperty("chunk_size").GetInt32(), settings.GetProperty("chunk_overlap").GetInt32());
        if (settings.TryGetProperty("separators", out var separators))
        {
            options = options with { Separators = [.. separators.EnumerateArray().Select(separator => separator.GetString()!)] };
        }

        return settings.TryGetProperty("strip_whitespace", out var strip) ? options with { StripWhiteSpace = strip.GetBoolean() } : options;
    }

    private static Func<int, int, int> Length(JsonElement settings, string text) => settings.TryGetProperty("length", out _)
        ? TextLengths.Tokens(text, Gpt2TokenCounter.Instance.Value)
        : TextLengths.CodePoints(text);

    /// <summary>A chunk is [start, length] in code points, or [-1, text].</summary>
    private static string ChunkText(string text, JsonElement chunk)
    {
        if (chunk[1].ValueKind == JsonValueKind.String)
        {
            return chunk[1].GetString()!;
        }

        var runes = text.EnumerateRunes().Skip(chunk[0].GetInt32()).Take(chunk[1].GetInt32());
        return string.Concat(runes.Select(rune => rune.ToString()));
    }

    private static IEnumerable<JsonElement> Lines(string file) =>
        File.ReadLines(SharedData.PathOf("golden", "splitters", file)).Select(line => JsonDocument.Parse(line).RootElement);
}

/// <summary>GPT-2's tokenizer from its vocabulary files, for comparing with references that were made with it.</summary>
internal sealed class Gpt2TokenCounter : ITokenCounter
{
    private readonly Tokenizer _tokenizer = Load();

    internal static Lazy<Gpt2TokenCounter> Instance { get; } = new(() => new Gpt2TokenCounter());

    public string Name => "gpt2";

    public int Count(ReadOnlySpan<char> text) => _tokenizer.CountTokens(text, considerPreTokenization: true, considerNormalization: false);

    public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text) => throw new NotSupportedException();

    public string Decode(IEnumerable<int> ids) => throw new NotSupportedException();

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => throw new NotSupportedException();

    // GPT-2's own splitting into words; the library's ready-made tokenizer of this family splits otherwise.
    private static BpeTokenizer Load()
    {
        var options = new BpeOptions(
            SharedData.PathOf("data", "tokenizer-files", "gpt2-vocab.json"), SharedData.PathOf("data", "tokenizer-files", "gpt2-merges.txt"))
        {
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(
                new Regex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"), specialTokens: null),
        };
        return BpeTokenizer.Create(options);
    }
}
