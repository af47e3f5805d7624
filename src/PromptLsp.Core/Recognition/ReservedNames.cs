namespace PromptLsp.Core.Recognition;

/// <summary>Names that are set aside for documentation and tests (RFC 2606, RFC 6761).</summary>
internal static class ReservedNames
{
    private static readonly string[] _domains = ["example.com", "example.org", "example.net"];
    private static readonly string[] _topLevels = ["test", "example", "invalid", "localhost"];

    /// <summary>True for a domain, or one below it, that belongs to nobody.</summary>
    public static bool IsReserved(ReadOnlySpan<char> domain)
    {
        foreach (var name in _domains)
        {
            if (IsAtOrBelow(domain, name))
            {
                return true;
            }
        }

        foreach (var name in _topLevels)
        {
            if (IsAtOrBelow(domain, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAtOrBelow(ReadOnlySpan<char> domain, string name) =>
        domain.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (domain.Length == name.Length || domain[^(name.Length + 1)] == '.');
}
