using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PromptLsp.Models.Fetching;

/// <summary>A checksum as the Hub gives it: SHA-256 for large files, git's blob id (SHA-1 over <c>blob LENGTH\0</c> and the bytes) for small ones.</summary>
/// <param name="Hex">Lower-case hexadecimal: 64 digits for SHA-256, 40 for git's.</param>
internal sealed record FileChecksum(string Hex)
{
    private const int Sha256Digits = 64;
    private const int GitDigits = 40;

    /// <summary>True where <paramref name="hex"/> is one of the two.</summary>
    public static bool IsOne(string hex) => hex.Length is Sha256Digits or GitDigits && hex.All(char.IsAsciiHexDigit);

    /// <summary>Compares a file.</summary>
    public async Task<bool> MatchesAsync(string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(Hex.Length == Sha256Digits ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.SequentialScan | FileOptions.Asynchronous);
        if (Hex.Length == GitDigits)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        }

        var buffer = new byte[1 << 18];
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, count);
        }

        return string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), Hex, StringComparison.OrdinalIgnoreCase);
    }
}
