using System.Text;
using PromptLsp.Models.Tokenization.PreTokenizers;

namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Reads bytes written in <see cref="ByteAlphabet"/>; a token with another character stands for its own UTF-8. What is no UTF-8 becomes U+FFFD.</summary>
internal sealed class ByteLevelDecoder : ITokenDecoder
{
    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens)
    {
        var bytes = new byte[tokens.Sum(token => token.Length * 3)];
        var count = 0;
        foreach (var token in tokens)
        {
            count += IsOfBytes(token) ? Write(token, bytes.AsSpan(count)) : Encoding.UTF8.GetBytes(token, bytes.AsSpan(count));
        }

        return [Encoding.UTF8.GetString(bytes, 0, count)];
    }

    private static bool IsOfBytes(string token) => token.All(character => ByteAlphabet.ByteOf(character) >= 0);

    private static int Write(string token, Span<byte> bytes)
    {
        for (var index = 0; index < token.Length; index++)
        {
            bytes[index] = (byte)ByteAlphabet.ByteOf(token[index]);
        }

        return token.Length;
    }
}
