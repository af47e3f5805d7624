using PromptLsp.Core.Drift;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Testing.Fixtures;

/// <summary>
/// A small workspace in one string. A line <c>//- path</c> begins a file; without one the text is <see cref="DefaultFile"/>. <c>‸</c> is the caret and
/// <c>⟦name:text⟧</c> a named span; spans may lie in each other. The marks are taken out of the files.
/// </summary>
public sealed class Fixture
{
    /// <summary>The file of a fixture without <c>//-</c>.</summary>
    public const string DefaultFile = "main.prompt";

    private static readonly TokenCounterProvider _counters = new();

    /// <summary>Makes a fixture whose marks were read already, or that has none.</summary>
    public Fixture(IReadOnlyDictionary<string, string> files, string firstFile, FixtureCaret? caret, IReadOnlyDictionary<string, FixtureSpan> spans)
    {
        Files = files;
        FirstFile = firstFile;
        CaretOrNull = caret;
        Spans = spans;
    }

    /// <summary>The texts of the files, without marks, by path relative to the workspace.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The path of the first file.</summary>
    public string FirstFile { get; }

    /// <summary>The caret, where there is one.</summary>
    public FixtureCaret? CaretOrNull { get; }

    /// <summary>The named spans.</summary>
    public IReadOnlyDictionary<string, FixtureSpan> Spans { get; }

    /// <summary>The caret.</summary>
    /// <exception cref="FixtureException">There is none.</exception>
    public FixtureCaret Caret => CaretOrNull ?? throw new FixtureException("The fixture has no caret: write ‸ where it stands.");

    /// <summary>The file that a feature is asked about: the caret's, else the first.</summary>
    public string FocusPath => MemoryFiles.PathOf(CaretOrNull?.File ?? FirstFile);

    /// <summary>Reads a fixture.</summary>
    /// <exception cref="FixtureException">A mark is wrong.</exception>
    public static Fixture Parse(string text) => new FixtureReader().Read(text);

    /// <summary>A snapshot of the workspace, with the real tokenizers and no open document.</summary>
    /// <param name="rows">Reads the rows of suites; none where nothing is given.</param>
    /// <param name="drift">Tells how providers count; nothing where nothing is given.</param>
    public WorkspaceSnapshot ToSnapshot(IPromptRows? rows = null, ITokenDriftSource? drift = null) =>
        WorkspaceSnapshot.Create(new WorkspaceServices(new MemoryFiles(Files), _counters, TimeProvider.System, [])
        {
            Rows = rows ?? NoRows.Instance,
            Drift = drift ?? NoDrift.Instance,
        });

    /// <summary>The text under a span of a file, given by its absolute path.</summary>
    public string TextAt(string absolutePath, TextSpan span) => Files[absolutePath["/w/".Length..]].Substring(span.Start, span.Length);

    /// <summary>The name of the span that lies there, or the text itself in quotes where none does: what expectations are compared with.</summary>
    public string Describe(string absolutePath, TextSpan span)
    {
        var here = new FixtureSpan(absolutePath["/w/".Length..], span);
        return Spans.FirstOrDefault(named => named.Value == here).Key ?? $"{here.File}'{TextAt(absolutePath, span)}'";
    }
}

/// <summary>Where the caret stands.</summary>
/// <param name="File">The file, relative to the workspace.</param>
/// <param name="Offset">The offset in its text without marks.</param>
public sealed record FixtureCaret(string File, int Offset);

/// <summary>A named span.</summary>
/// <param name="File">The file, relative to the workspace.</param>
/// <param name="Span">The span in its text without marks.</param>
public sealed record FixtureSpan(string File, TextSpan Span);
