using System.Collections.Concurrent;
using System.Collections.Immutable;
using PromptLsp.Core.Files;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Rows;

/// <summary>
/// Which suites name which prompts, and their rows. The disk is searched at the first question and then no more: a change of the workspace that could
/// change an answer makes a new index. Safe for concurrent callers.
/// </summary>
public sealed class SuiteIndex
{
    /// <summary>What a suite's file name ends with.</summary>
    public const string FileSuffix = ".eval.yaml";

    private static readonly string[] _globs = ["**/*" + FileSuffix];

    private readonly IPromptRows _reader;
    private readonly IWorkspaceFiles _files;
    private readonly Lazy<ImmutableArray<SuiteFile>> _suites;
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _naming = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<PromptRow>> _rows = new(StringComparer.Ordinal);

    internal SuiteIndex(IPromptRows reader, IWorkspaceFiles files)
    {
        _reader = reader;
        _files = files;
        _suites = new Lazy<ImmutableArray<SuiteFile>>(FindSuites);
    }

    /// <summary>The paths under <c>prompts:</c> of a suite, as written.</summary>
    public static IEnumerable<YamlScalar> PromptsOf(YamlNode? suite) => (suite as YamlMapping)?["prompts"] switch
    {
        YamlScalar one => [one],
        YamlSequence list => list.Items.OfType<YamlScalar>(),
        _ => [],
    };

    /// <summary>The suites of the workspace that name a prompt, in ordinal order of their paths.</summary>
    public ImmutableArray<string> Naming(string promptPath, CancellationToken cancellationToken)
    {
        if (_naming.TryGetValue(promptPath, out var known))
        {
            return known;
        }

        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var suite in _suites.Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Names(suite, promptPath))
            {
                found.Add(suite.Path);
            }
        }

        return _naming.GetOrAdd(promptPath, found.ToImmutable());
    }

    /// <summary>The rows that all these suites bind to a prompt, in the order of the suites.</summary>
    public ImmutableArray<PromptRow> RowsOf(string promptPath, CancellationToken cancellationToken) =>
        [.. Naming(promptPath, cancellationToken).SelectMany(suite => ReadRows(suite, cancellationToken))];

    private ImmutableArray<PromptRow> ReadRows(string suite, CancellationToken cancellationToken) =>
        _rows.TryGetValue(suite, out var known) ? known : _rows.GetOrAdd(suite, _reader.Read(suite, _files, cancellationToken));

    private ImmutableArray<SuiteFile> FindSuites() =>
    [
        .. _files.Find(_files.RootPath, _globs)
            .Select(path => (Path: path, _files.Read(path).Text))
            .Where(file => file.Text is not null)
            .Select(file => new SuiteFile(file.Path, [.. PromptsOf(YamlParser.Parse(file.Text!.Text).Root).Select(reference => reference.Value)])),
    ];

    private bool Names(SuiteFile suite, string promptPath)
    {
        var folder = suite.Path[..suite.Path.LastIndexOf('/')];
        return suite.Prompts.Any(reference => reference.Contains('*', StringComparison.Ordinal)
            ? _files.Find(folder, [reference]).Contains(promptPath)
            : _files.Resolve(suite.Path, reference) is (FileReadStatus.Ok, var path) && path == promptPath);
    }

    /// <summary>A suite.</summary>
    /// <param name="Path">Its file.</param>
    /// <param name="Prompts">The prompts it names, as written.</param>
    private sealed record SuiteFile(string Path, ImmutableArray<string> Prompts);
}
