namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>How statements ended.</summary>
internal enum Flow
{
    /// <summary>At their end.</summary>
    Next,

    /// <summary>The loop is to be left.</summary>
    Break,

    /// <summary>The next item of the loop is due.</summary>
    Continue,
}
