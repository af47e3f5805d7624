using System.Collections.Immutable;
using PromptLsp.Core.Files;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;
using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>Collects the errors of one rendering, each place once.</summary>
internal sealed class RenderErrorList(TemplateFile file, IWorkspaceFiles files)
{
    private const int MaxErrors = 100;

    private readonly List<RenderError> _errors = [];

    /// <summary>Adds what Scriban threw.</summary>
    public void Add(ScriptRuntimeException exception)
    {
        var path = exception.Span.FileName ?? file.Path;
        var source = path == file.Path ? file.Source : files.Read(path).Text ?? file.Source;
        var span = exception.Span.ToTextSpan(source.Length);
        Add(new RenderError(Explain(exception.OriginalMessage), path, span, source.PositionOf(span.Start)));
    }

    /// <summary>Adds that the time was used up.</summary>
    public void AddTimeLimit(TimeSpan limit) => Add(new RenderError(
        $"Rendering takes longer than the limit of {limit.TotalSeconds:0.##} s. Look for a loop that is too long.",
        file.Path,
        new TextSpan(0, 0),
        new LinePosition(0, 0)));

    /// <summary>The errors in the order of the text.</summary>
    public ImmutableArray<RenderError> ToImmutable() => [.. _errors.OrderBy(error => error.Span.Start)];

    private void Add(RenderError error)
    {
        if (_errors.Count < MaxErrors && !_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }

    /// <summary>The last number of a message: Scriban names the limit behind what was asked for.</summary>
    private static string NumberIn(string message) => string.Concat(message.Reverse().SkipWhile(character => !char.IsAsciiDigit(character)).TakeWhile(char.IsAsciiDigit).Reverse());

    /// <summary>Scriban's message as a sentence that says what to do.</summary>
    private static string Explain(string message)
    {
        if (message.StartsWith("The variable or function `", StringComparison.Ordinal) && message.Contains("was not found", StringComparison.Ordinal))
        {
            var name = message.Split('`')[1];
            return $"The variable `{name}` is not defined. Declare it under `inputs:`, or give it a value.";
        }

        if (message.Contains("LimitToString", StringComparison.Ordinal) || message.Contains("OutputLimit", StringComparison.Ordinal))
        {
            return $"A text is longer than the limit of {NumberIn(message)} characters. Shorten a value or a loop.";
        }

        if (message.Contains("LoopLimit", StringComparison.Ordinal) || message.Contains("iteration limit", StringComparison.Ordinal))
        {
            return $"The loops run more often than the limit of {NumberIn(message)} iterations.";
        }

        return message.TrimEnd(' ', '.') + ".";
    }
}
