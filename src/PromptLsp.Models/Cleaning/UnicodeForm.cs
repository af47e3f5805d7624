namespace PromptLsp.Models.Cleaning;

/// <summary>A normalization form of Unicode (TR 15).</summary>
public enum UnicodeForm
{
    /// <summary>The text stays.</summary>
    None,

    /// <summary>Canonical, composed.</summary>
    Nfc,

    /// <summary>Canonical, decomposed.</summary>
    Nfd,

    /// <summary>Compatible, composed: full-width letters, ligatures and the like become plain ones.</summary>
    Nfkc,

    /// <summary>Compatible, decomposed.</summary>
    Nfkd,
}
