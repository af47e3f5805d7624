using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Prompts;

/// <summary>What a piece of a prompt's body is.</summary>
public enum BodyPieceKind
{
    /// <summary>Text that is sent as it stands.</summary>
    Text,

    /// <summary>A role line with its line break.</summary>
    RoleLine,

    /// <summary>A backslash that makes a role line ordinary text; it is not sent.</summary>
    RoleEscape,

    /// <summary>A tag of the template.</summary>
    Tag,
}

/// <summary>A piece of a prompt's body. The pieces follow each other without gap.</summary>
public readonly record struct BodyPiece(BodyPieceKind Kind, TextSpan Span);
