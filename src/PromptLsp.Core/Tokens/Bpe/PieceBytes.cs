using System.Buffers;
using System.Text;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Room for the UTF-8 bytes of one piece and the tokens in them, taken from the stack for words and from the shared pool for long pieces.
/// To be returned by <see cref="Dispose"/>.
/// </summary>
internal ref struct PieceBytes
{
    /// <summary>Bytes that <see cref="PieceBytes(ReadOnlySpan{char}, Span{byte}, Span{int})"/> wants to be given on the stack.</summary>
    public const int OnStack = 384;

    private readonly byte[]? _rentedBytes;
    private readonly int[]? _rentedTokens;

    /// <summary>Writes the bytes of a piece; a lone surrogate becomes U+FFFD.</summary>
    public PieceBytes(ReadOnlySpan<char> piece, Span<byte> stackBytes, Span<int> stackTokens)
    {
        var bytes = stackBytes;
        Tokens = stackTokens;
        if (piece.Length * 3 > stackBytes.Length)
        {
            var length = Encoding.UTF8.GetByteCount(piece);
            bytes = _rentedBytes = ArrayPool<byte>.Shared.Rent(length);
            Tokens = _rentedTokens = ArrayPool<int>.Shared.Rent(length);
        }

        Utf8 = bytes[..Encoding.UTF8.GetBytes(piece, bytes)];
    }

    /// <summary>The piece in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 { get; }

    /// <summary>At least as many places as there are bytes.</summary>
    public Span<int> Tokens { get; }

    /// <summary>Gives rented room back.</summary>
    public readonly void Dispose()
    {
        if (_rentedBytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_rentedBytes);
            ArrayPool<int>.Shared.Return(_rentedTokens!);
        }
    }
}
