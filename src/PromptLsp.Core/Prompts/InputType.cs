namespace PromptLsp.Core.Prompts;

/// <summary>The type of an input's values.</summary>
public enum InputType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A list.</summary>
    Array,

    /// <summary>Named values.</summary>
    Object,

    /// <summary>A list of messages, each with role and content.</summary>
    Messages,
}
