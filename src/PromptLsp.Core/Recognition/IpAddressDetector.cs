using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace PromptLsp.Core.Recognition;

/// <summary>IPv4 with four parts and IPv6. Version numbers of four parts look the same and are found too, unless a v or a word for versions stands before them.</summary>
internal static class IpAddressDetector
{
    private const int Longest = 45;

    private static readonly SearchValues<char> _characters = SearchValues.Create("0123456789ABCDEFabcdef:.");

    public static void Scan(ReadOnlySpan<char> text, List<RecognizedEntity> found)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var next = text[offset..].IndexOfAny(_characters);
            if (next < 0)
            {
                return;
            }

            var start = offset + next;
            var end = TextScan.EndOfRun(text, start, _characters, int.MaxValue);
            offset = end;
            while (end > start && text[end - 1] is '.' or ':' && !text[start..end].EndsWith("::", StringComparison.Ordinal))
            {
                end--;
            }

            var port = IsVersion4(text[start..end]) ? -1 : text[start..end].LastIndexOf(':');
            Add(text, start, port > 0 && text[start..end].Count(':') == 1 ? start + port : end, found);
        }
    }

    private static void Add(ReadOnlySpan<char> text, int start, int end, List<RecognizedEntity> found)
    {
        var candidate = text[start..end];
        if (candidate.Length is < 7 or > Longest || !TextScan.IsWordStart(text, start) || !TextScan.IsWordEnd(text, end) || IsVersion(text[..start]))
        {
            return;
        }

        if (IsVersion4(candidate) && IPAddress.TryParse(candidate, out var four))
        {
            found.Add(new RecognizedEntity(EntityKind.IpAddress, start, end, "IPv4", IsReserved(four)));
        }
        else if (candidate.Count(':') >= 2 && IPAddress.TryParse(candidate, out var six) && six.AddressFamily == AddressFamily.InterNetworkV6)
        {
            found.Add(new RecognizedEntity(EntityKind.IpAddress, start, end, "IPv6", IPAddress.IsLoopback(six) || six.IsIPv6LinkLocal || IsDocumentation(six)));
        }
    }

    private static bool IsVersion(ReadOnlySpan<char> before) =>
        before.TrimEnd(" :=") is var words && (words.EndsWith("version", StringComparison.OrdinalIgnoreCase) || words.EndsWith("release", StringComparison.OrdinalIgnoreCase));

    private static bool IsVersion4(ReadOnlySpan<char> candidate)
    {
        if (candidate.Length > 15 || candidate.Count('.') != 3)
        {
            return false;
        }

        foreach (var part in candidate.Split('.'))
        {
            var digits = candidate[part];
            if (digits.Length is 0 or > 3 || digits.ContainsAnyExceptInRange('0', '9') || (digits.Length > 1 && digits[0] == '0') || int.Parse(digits) > 255)
            {
                return false;
            }
        }

        return true;
    }

    // Addresses that name no machine of a person: unspecified, private, loopback, link-local and those of documentation (RFC 5737).
    private static bool IsReserved(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return (bytes[0], bytes[1], bytes[2]) is (0 or 10 or 127 or 255, _, _) or (169, 254, _) or (192, 168, _) or (172, >= 16 and <= 31, _)
            or (192, 0, 2) or (198, 51, 100) or (203, 0, 113);
    }

    private static bool IsDocumentation(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return bytes.StartsWith((ReadOnlySpan<byte>)[0x20, 0x01, 0x0d, 0xb8]);
    }
}
