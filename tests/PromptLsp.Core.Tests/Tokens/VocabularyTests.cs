using System.Security.Cryptography;
using System.Text;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tokens.Bpe;

namespace PromptLsp.Core.Tests.Tokens;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("o200k_base.bin")]
    [InlineData("cl100k_base.bin")]
    public void TheCardTellsTheFilesSum(string file)
    {
        var bytes = File.ReadAllBytes(RepositoryPaths.Combine("models", "tokenizers", file));
        var card = File.ReadAllText(RepositoryPaths.Combine("models", "tokenizers", "README.md"));
        Assert.Contains($"| `{file}` |", card, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), card, StringComparison.Ordinal);
    }

    [Fact]
    public void ACompiledVocabularyThatIsCutOrOfAnotherFormIsRefused()
    {
        var image = VocabularyBuilder.Build(Tokens("ab", "abc"));
        Assert.Equal(258, BpeVocabulary.Open(image).Count);
        Assert.Contains("instead of", Assert.Throws<InvalidDataException>(() => BpeVocabulary.Open(Pinned(image.AsSpan(0, image.Length - 1)))).Message, StringComparison.Ordinal);
        Assert.Contains("does not begin", Assert.Throws<InvalidDataException>(() => BpeVocabulary.Open(Pinned(image.AsSpan(0, 20)))).Message, StringComparison.Ordinal);
        image[5] ^= 1;
        Assert.Contains("does not begin", Assert.Throws<InvalidDataException>(() => BpeVocabulary.Open(image)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATokenThatNoMergeLeadsToStandsOnlyForAWholePiece()
    {
        // "abc" would need "ab" or "bc".
        var vocabulary = BpeVocabulary.Open(VocabularyBuilder.Build(Tokens("abc")));
        var tokens = new int[4];
        Assert.Equal(1, BytePairEncoder.Encode(vocabulary, "abc"u8, tokens));
        Assert.Equal(4, BytePairEncoder.Encode(vocabulary, "abca"u8, tokens));
    }

    [Theory]
    [InlineData("YQ== 0\nYg==\n", "Line 2 of the vocabulary")]
    [InlineData("Y? 0\n", "Line 1 of the vocabulary")]
    [InlineData("YQ== 300000\n", "rank 300000")]
    [InlineData("YQ== 0\n", "no token of the single byte 0x00")]
    [InlineData("{\"a\": \"b\"}", "no JSON object of tokens")]
    [InlineData("{\"\u4E2D\": 1}", "U+4E2D")]
    [InlineData("{", "no JSON object of tokens")]
    public void AFileThatIsNoVocabularyIsToldFromWhereItIsWrong(string file, string message)
    {
        var provider = new TokenCounterProvider(_ => new MemoryStream(Encoding.UTF8.GetBytes(file)));
        var failure = Assert.Throws<InvalidDataException>(() => provider.Find("p50k_base"));
        Assert.StartsWith("The vocabulary of p50k_base cannot be used.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATiktokenFileOfTheUsersIsRead()
    {
        var lines = Tokens("ab", " ab").Select((token, rank) => $"{Convert.ToBase64String(token)} {rank}");
        var provider = new TokenCounterProvider(name => name == "r50k_base" ? new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))) : null);
        Assert.Equal([256, 257, 97], provider.Find("r50k_base")!.Encode("ab aba").Select(token => token.Id));
        Assert.Null(provider.Find("p50k_base"));
    }

    private static List<byte[]> Tokens(params string[] more) =>
        [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), .. more.Select(Encoding.UTF8.GetBytes)];

    private static byte[] Pinned(ReadOnlySpan<byte> bytes)
    {
        var pinned = GC.AllocateArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        return pinned;
    }
}
