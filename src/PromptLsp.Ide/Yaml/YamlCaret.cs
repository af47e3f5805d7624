using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Yaml;

/// <summary>A place in a YAML text, read from the text before it alone: works in lines that cannot be parsed.</summary>
/// <param name="Path">The way to the mapping whose key is written, or to the value that is written.</param>
/// <param name="CanBeKey">True where a key can stand.</param>
/// <param name="CanBeValue">True where a value can stand.</param>
/// <param name="Word">What is written there already, up to the next separator; it holds the place.</param>
internal sealed record YamlCaret(ImmutableArray<YamlStep> Path, bool CanBeKey, bool CanBeValue, TextSpan Word)
{
    /// <summary>The place at <paramref name="offset"/>; null in a comment or in a block of text, where nothing is known.</summary>
    /// <param name="source">The document.</param>
    /// <param name="start">Where the YAML begins: the start of a line.</param>
    /// <param name="offset">The place, behind <paramref name="start"/>.</param>
    public static YamlCaret? At(SourceText source, int start, int offset)
    {
        var levels = new YamlLevels(source.Text);
        var lines = source.Lines;
        var last = lines.LineOf(offset);
        for (var line = lines.LineOf(start); line < last; line++)
        {
            var span = lines.SpanOf(line);
            levels.ReadLine(span.Start, span.End);
        }

        var lineEnd = Math.Max(offset, lines.SpanOf(last).End);
        return levels.Finish(lines.StartOf(last), offset, lineEnd);
    }
}
