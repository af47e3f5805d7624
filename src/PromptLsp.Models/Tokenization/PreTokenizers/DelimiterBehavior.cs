namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>What becomes of the delimiters at which a text is cut.</summary>
internal enum DelimiterBehavior
{
    /// <summary>They vanish.</summary>
    Removed,

    /// <summary>Each is a piece.</summary>
    Isolated,

    /// <summary>Each belongs to the piece before.</summary>
    MergedWithPrevious,

    /// <summary>Each belongs to the piece behind.</summary>
    MergedWithNext,

    /// <summary>Neighbours are one piece.</summary>
    Contiguous,
}
