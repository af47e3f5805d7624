namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>What a sequence is in Python.</summary>
internal enum SequenceKind
{
    /// <summary><c>[a, b]</c>.</summary>
    List,

    /// <summary><c>(a, b)</c>.</summary>
    Tuple,

    /// <summary>What <c>items()</c>, <c>keys()</c>, <c>values()</c> and <c>range</c> give: it has a length but is no list.</summary>
    View,
}
