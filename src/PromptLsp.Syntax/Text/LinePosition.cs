namespace PromptLsp.Syntax.Text;

/// <summary>A place in a document: 0-based line, 0-based UTF-16 code unit in the line.</summary>
public readonly record struct LinePosition(int Line, int Character)
{
    /// <summary>The form used in messages for people: 1-based <c>line:column</c>.</summary>
    public override string ToString() => $"{Line + 1}:{Character + 1}";
}
