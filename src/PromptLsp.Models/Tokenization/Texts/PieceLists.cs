namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>Help for lists of pieces.</summary>
internal static class PieceLists
{
    /// <summary>Adds a part unless it is empty.</summary>
    public static void AddPart(this List<TextPiece> parts, int start, int length)
    {
        if (length > 0)
        {
            parts.Add(new TextPiece(start, length));
        }
    }
}
