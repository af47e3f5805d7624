namespace PromptLsp.Models.Cleaning;

/// <summary>What is done with web addresses in a text.</summary>
public enum UrlRule
{
    /// <summary>They stay.</summary>
    Keep,

    /// <summary>They are taken away.</summary>
    Remove,

    /// <summary>Each becomes the word <c>URL</c>.</summary>
    Replace,
}
