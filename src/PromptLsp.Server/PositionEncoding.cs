namespace PromptLsp.Server;

/// <summary>What the character of a position on the wire counts.</summary>
internal enum PositionEncoding
{
    /// <summary>Code units of UTF-16: the protocol's default, and what all inner layers count.</summary>
    Utf16,

    /// <summary>Bytes of UTF-8.</summary>
    Utf8,

    /// <summary>Code points.</summary>
    Utf32,
}
