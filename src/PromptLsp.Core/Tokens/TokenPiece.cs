namespace PromptLsp.Core.Tokens;

/// <summary>A part of a text within which tokens are joined. Offsets are UTF-16 code units of the text.</summary>
/// <param name="Start">First code unit.</param>
/// <param name="End">First code unit behind it, greater than <paramref name="Start"/>.</param>
/// <param name="ReadEnd">
/// First code unit that had no part in finding <paramref name="End"/>: what stands at or behind it cannot change the piece. It is the text's length + 1 where the
/// end of the text had a part, so that appending may change the piece. An edit that begins at offset e leaves the piece as it is where <c>ReadEnd &lt;= e</c>.
/// </param>
public readonly record struct TokenPiece(int Start, int End, int ReadEnd);
