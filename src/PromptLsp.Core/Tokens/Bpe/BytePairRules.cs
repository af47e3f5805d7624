namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// The one question that makes byte pair encoding linear: may two tokens stand side by side? Encoding is decided by neighbours alone: a sequence of tokens is
/// the encoding of its bytes exactly where each two neighbours are (van Antwerpen and Neubeck, "So many tokens, so little time", 2024).
/// </summary>
internal static class BytePairRules
{
    /// <summary>
    /// True where the bytes of the two tokens are encoded as these two. The merges that made them are undone, the latest first; they may not stand side by side
    /// where, on the way, a merge across the border would have come earlier than one that was undone.
    /// </summary>
    public static bool AreNeighbours(BpeVocabulary vocabulary, int left, int right)
    {
        var limit = int.MaxValue;
        while (true)
        {
            var joined = vocabulary.Join(left, right);
            if (joined >= 0 && joined < limit)
            {
                return false;
            }

            if (left > right)
            {
                limit = left;
                left = vocabulary.RightOf(left);
                if (left == limit)
                {
                    limit = right + 1;
                    right = vocabulary.LeftOf(right);
                    if (right + 1 == limit)
                    {
                        return true;
                    }
                }
            }
            else
            {
                limit = right + 1;
                right = vocabulary.LeftOf(right);
                if (right + 1 == limit)
                {
                    limit = left;
                    left = vocabulary.RightOf(left);
                    if (left == limit)
                    {
                        return true;
                    }
                }
            }
        }
    }
}
