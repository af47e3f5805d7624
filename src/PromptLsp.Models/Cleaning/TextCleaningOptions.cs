namespace PromptLsp.Models.Cleaning;

/// <summary>How texts are prepared for a model; nothing is done that is not asked for. The steps follow each other in the order of the properties.</summary>
public sealed record TextCleaningOptions
{
    /// <summary>True to take HTML away: tags, comments, scripts and styles become a space, character references their character.</summary>
    public bool StripsHtml { get; init; }

    /// <summary>What is done with web addresses.</summary>
    public UrlRule Urls { get; init; }

    /// <summary>The normalization form.</summary>
    public UnicodeForm Unicode { get; init; }

    /// <summary>True for lower case.</summary>
    public bool Lowercases { get; init; }

    /// <summary>True to make each run of white space one space, and none at the ends.</summary>
    public bool CollapsesSpace { get; init; }
}
