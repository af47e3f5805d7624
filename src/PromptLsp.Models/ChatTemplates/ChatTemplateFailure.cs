namespace PromptLsp.Models.ChatTemplates;

/// <summary>What kind of failure a chat template ended with.</summary>
public enum ChatTemplateFailure
{
    /// <summary>The template is not well formed.</summary>
    Syntax,

    /// <summary>The template uses something of Jinja that is not known here.</summary>
    Unsupported,

    /// <summary>An operation cannot be done with the values at hand, as in Jinja itself.</summary>
    Evaluation,

    /// <summary>The template asked for more steps, text, depth or time than it may have.</summary>
    Limit,

    /// <summary>The template itself refuses the conversation (<c>raise_exception</c>).</summary>
    Refused,
}
