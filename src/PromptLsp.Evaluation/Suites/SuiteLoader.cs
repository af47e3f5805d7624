using PromptLsp.Core.Files;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Evaluation.Suites;

/// <summary>Reads suites. What a suite names and does not exist, and what it says and means nothing, is an error with its place.</summary>
public sealed class SuiteLoader
{
    private readonly IWorkspaceFiles _files;
    private readonly string _path;
    private readonly List<SuiteDiagnostic> _diagnostics = [];

    private SuiteLoader(IWorkspaceFiles files, string path)
    {
        _files = files;
        _path = path;
    }

    /// <summary>Reads a suite and the files it names.</summary>
    /// <param name="path">The suite's file, absolute.</param>
    /// <param name="files">The workspace.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static SuiteLoadResult Load(string path, IWorkspaceFiles files, CancellationToken cancellationToken)
    {
        var read = files.Read(path);
        if (read.Text is { } text)
        {
            return Load(text, path, files, cancellationToken);
        }

        var message = $"The suite cannot be read: {(read.Reason.Length > 0 ? read.Reason : "there is no such file.")}";
        var diagnostic = new Diagnostic(DiagnosticCodes.FileNotFound, DiagnosticSeverity.Error, new TextSpan(0, 0), message);
        return new SuiteLoadResult(null, [new SuiteDiagnostic(path, new LinePosition(0, 0), diagnostic)]);
    }

    /// <summary>Reads a suite from its text and the files it names.</summary>
    public static SuiteLoadResult Load(SourceText text, string path, IWorkspaceFiles files, CancellationToken cancellationToken) =>
        Load(text, new SuiteLoader(files, path), null, cancellationToken);

    /// <summary>Reads a suite for people who write it: the values of its rows are looked at too.</summary>
    internal static SuiteLoadResult LoadAndLook(SourceText text, string path, IWorkspaceFiles files, IRowScreen? screen, CancellationToken cancellationToken)
    {
        var loader = new SuiteLoader(files, path);
        return Load(text, loader, new RowScreening(screen, loader._diagnostics), cancellationToken);
    }

    private static SuiteLoadResult Load(SourceText text, SuiteLoader loader, RowScreening? screening, CancellationToken cancellationToken)
    {
        var path = loader._path;
        var suite = loader.Read(text, screening, cancellationToken);
        var hasErrors = loader._diagnostics.Exists(found => found.Diagnostic.Severity == DiagnosticSeverity.Error);
        var sorted = loader._diagnostics
            .OrderBy(found => found.FilePath == path ? "" : found.FilePath, StringComparer.Ordinal)
            .ThenBy(found => found.Diagnostic.Span.Start);
        return new SuiteLoadResult(hasErrors ? null : suite, [.. sorted]);
    }

    private void Report(Place place, string code, DiagnosticSeverity severity, string message) =>
        _diagnostics.Add(new SuiteDiagnostic(place.FilePath, place.Position, new Diagnostic(code, severity, place.Span, message)));

    private EvaluationSuite? Read(SourceText text, RowScreening? screening, CancellationToken cancellationToken)
    {
        var yaml = YamlParser.Parse(text.Text);
        _diagnostics.AddRange(yaml.Diagnostics.Select(found => new SuiteDiagnostic(_path, text.PositionOf(found.Span.Start), found)));
        if (yaml.Root is null)
        {
            Report(new Place(_path, text, new TextSpan(0, 0)), DiagnosticCodes.MissingKey, DiagnosticSeverity.Error, "The suite is empty. It needs at least prompts and tests.");
            return null;
        }

        var problems = new ProblemList();
        Place Locate(string pointer, bool onKey) => new(_path, text, Locators.InYaml(yaml.Root, pointer, onKey));
        var reading = new SuiteReading(_files, _path, problems, _diagnostics, Locate, screening);
        var suite = reading.Read(YamlValues.ToJson(yaml.Root), cancellationToken);
        foreach (var problem in problems)
        {
            Report(Locate(problem.Pointer, problem.OnKey), problem.Code, problem.Severity, problem.Message);
        }

        return suite;
    }
}
