namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>
/// A regular expression over code points, so that <c>\p{L}</c> means letters beyond U+FFFF too. It backtracks like the engines that it stands for, without
/// recursion over the text and within a bounded number of steps. Immutable; safe for concurrent callers.
/// </summary>
internal sealed class CodePointPattern : ITextPattern
{
    private readonly PatternInstruction[] _program;

    /// <param name="pattern">The expression.</param>
    /// <exception cref="PatternSyntaxException">It is broken or uses what is not supported.</exception>
    public CodePointPattern(string pattern)
    {
        Text = pattern;
        _program = PatternCompiler.Compile(PatternParser.Parse(pattern));
    }

    /// <summary>The expression.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    /// <exception cref="Loading.ModelFormatException">The text takes more steps than a pattern is given.</exception>
    public void ForEachMatch(ReadOnlySpan<char> text, Action<int, int> take)
    {
        var matcher = new PatternMatcher(_program, text, Text);
        for (var index = 0; index < text.Length;)
        {
            var end = matcher.Match(index);
            if (end > index)
            {
                take(index, end);
                index = end;
            }
            else
            {
                index += char.IsHighSurrogate(text[index]) ? 2 : 1;
            }
        }
    }
}
