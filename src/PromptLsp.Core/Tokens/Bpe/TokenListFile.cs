using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Reads a vocabulary as it is published: a <c>.tiktoken</c> file (a line a token: its bytes in Base64, a space, its rank), the same in one JSON document as npm
/// tiktoken has it (<c>bpe_ranks</c>: <c>! FIRST_RANK TOKEN TOKEN …</c> a line), or the <c>vocab.json</c> of gpt2 (token to number, bytes written as the printable
/// characters that gpt2 assigns them).
/// </summary>
public static class TokenListFile
{
    /// <summary>The bytes of each token by rank; unused ranks have none.</summary>
    /// <exception cref="InvalidDataException">The file has none of these forms; the message says where.</exception>
    public static IReadOnlyList<byte[]> Read(ReadOnlyMemory<byte> file) => file.Span.TrimStart("\uFEFF \r\n\t"u8) is [(byte)'{', ..] ? ReadJson(file) : ReadLines(file.Span);

    private static List<byte[]> ReadLines(ReadOnlySpan<byte> text)
    {
        var tokens = new List<byte[]>();
        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            var line = text[range].TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                continue;
            }

            var space = line.IndexOf((byte)' ');
            if (space < 0 || !Utf8Parser.TryParse(line[(space + 1)..], out int rank, out var read) || read != line.Length - space - 1 || Decode(line[..space]) is not { } token)
            {
                throw new InvalidDataException($"Line {number} of the vocabulary is not a token in Base64, a space and its rank.");
            }

            Add(tokens, rank, token);
        }

        return tokens;
    }

    private static List<byte[]> ReadJson(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            return document.RootElement.TryGetProperty("bpe_ranks", out var ranks) ? ReadRanks(ranks.GetString() ?? "") : ReadNumbers(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The vocabulary is no JSON object of tokens and their numbers: {failure.Message}", failure);
        }
    }

    private static List<byte[]> ReadRanks(string lines)
    {
        var tokens = new List<byte[]>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var rank = int.Parse(words[1], CultureInfo.InvariantCulture);
            foreach (var word in words.AsSpan(2))
            {
                Add(tokens, rank++, Convert.FromBase64String(word));
            }
        }

        return tokens;
    }

    private static List<byte[]> ReadNumbers(JsonElement vocabulary)
    {
        var bytes = Gpt2Bytes();
        var tokens = new List<byte[]>();
        foreach (var token in vocabulary.EnumerateObject().Where(token => !token.Name.StartsWith("<|", StringComparison.Ordinal)))
        {
            var unknown = token.Name.FirstOrDefault(character => !bytes.ContainsKey(character));
            if (unknown != '\0')
            {
                throw new InvalidDataException($"The token '{token.Name}' of the vocabulary holds U+{(int)unknown:X4}, which stands for no byte in gpt2's vocabularies.");
            }

            Add(tokens, token.Value.GetInt32(), [.. token.Name.Select(character => bytes[character])]);
        }

        return tokens;
    }

    /// <summary>Bytes that print stand for themselves; the others, in order, are U+0100 and on.</summary>
    private static Dictionary<char, byte> Gpt2Bytes()
    {
        var bytes = new Dictionary<char, byte>();
        var next = 0x100;
        for (var value = 0; value < 256; value++)
        {
            var prints = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            bytes.Add((char)(prints ? value : next++), (byte)value);
        }

        return bytes;
    }

    private static byte[]? Decode(ReadOnlySpan<byte> base64)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return Base64.DecodeFromUtf8(base64, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }

    private static void Add(List<byte[]> tokens, int rank, byte[] token)
    {
        if (rank is < 0 or >= VocabularyHeader.MaxTokens || token.Length == 0)
        {
            throw new InvalidDataException($"The vocabulary has a token of {token.Length} bytes at rank {rank}; ranks are 0 to {VocabularyHeader.MaxTokens - 1}, and tokens are not empty.");
        }

        while (tokens.Count <= rank)
        {
            tokens.Add([]);
        }

        tokens[rank] = token;
    }
}
