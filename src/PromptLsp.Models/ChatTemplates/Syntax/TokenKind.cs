namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>What a token of a template is.</summary>
internal enum TokenKind
{
    /// <summary>Text outside of tags.</summary>
    Data,

    /// <summary><c>{{</c>.</summary>
    OutputBegin,

    /// <summary><c>}}</c>.</summary>
    OutputEnd,

    /// <summary><c>{%</c>.</summary>
    BlockBegin,

    /// <summary><c>%}</c>.</summary>
    BlockEnd,

    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with point or exponent.</summary>
    Float,

    /// <summary>A text in quotes; escapes are resolved.</summary>
    String,

    /// <summary>A sign.</summary>
    Operator,

    /// <summary>Behind the last one.</summary>
    End,
}
