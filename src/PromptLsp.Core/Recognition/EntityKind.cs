namespace PromptLsp.Core.Recognition;

/// <summary>What a recogniser finds.</summary>
public enum EntityKind
{
    /// <summary>An address such as <c>jo@firm.se</c>.</summary>
    Email,

    /// <summary>A telephone number with a country code, a usual grouping, or a word before it that says so.</summary>
    Phone,

    /// <summary>A payment card: prefix and length of a network and the check digit of Luhn.</summary>
    CreditCard,

    /// <summary>An international bank account number: length of its country and the checksum of ISO 7064.</summary>
    Iban,

    /// <summary>IPv4 or IPv6.</summary>
    IpAddress,

    /// <summary>A social security number of the United States in its written form.</summary>
    UsSsn,

    /// <summary>A URL with a password in it.</summary>
    UrlCredentials,

    /// <summary>A key or token of a known provider.</summary>
    ApiKey,

    /// <summary>A private key in PEM form.</summary>
    PrivateKey,

    /// <summary>A JSON web token.</summary>
    JsonWebToken,
}

/// <summary>Names and groups of <see cref="EntityKind"/>.</summary>
public static class EntityKinds
{
    private static readonly (EntityKind Kind, string Name)[] _names =
    [
        (EntityKind.Email, "email"),
        (EntityKind.Phone, "phone"),
        (EntityKind.CreditCard, "credit-card"),
        (EntityKind.Iban, "iban"),
        (EntityKind.IpAddress, "ip-address"),
        (EntityKind.UsSsn, "us-ssn"),
        (EntityKind.UrlCredentials, "url-credentials"),
        (EntityKind.ApiKey, "api-key"),
        (EntityKind.PrivateKey, "private-key"),
        (EntityKind.JsonWebToken, "jwt"),
    ];

    /// <summary>All names, as written in suites and shown to people.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _names.Select(entry => entry.Name)];

    /// <summary>The name of a kind.</summary>
    public static string NameOf(EntityKind kind) => Array.Find(_names, entry => entry.Kind == kind).Name;

    /// <summary>The kind of a name, exactly as written.</summary>
    public static bool TryParse(string name, out EntityKind kind)
    {
        var found = Array.Find(_names, entry => entry.Name == name);
        kind = found.Kind;
        return found.Name is not null;
    }

    /// <summary>True for what opens a door: keys, tokens, passwords. The others tell about a person.</summary>
    public static bool IsSecret(EntityKind kind) => kind is EntityKind.UrlCredentials or EntityKind.ApiKey or EntityKind.PrivateKey or EntityKind.JsonWebToken;
}
