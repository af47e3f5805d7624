using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Evaluation.Suites;

/// <summary>Reads files of rows: CSV, JSON Lines and YAML.</summary>
internal sealed class RowFiles(ValueFiles files, List<SuiteDiagnostic> diagnostics)
{
    private const int MaxProblemsPerFile = 50;
    private static readonly JsonDocumentOptions _lineOptions = new() { AllowDuplicateProperties = false, MaxDepth = JsonTexts.MaxDepth };

    /// <summary>The rows of one file.</summary>
    public List<TestDraft> Read(string path, SourceText source, char delimiter, CancellationToken cancellationToken)
    {
        if (source.HasInvalidBytes)
        {
            Report(path, source, new TextSpan(0, 0), DiagnosticCodes.InvalidEncoding, DiagnosticSeverity.Error, "The file holds bytes that are no UTF-8. Save it as UTF-8.");
            return [];
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => ReadCsv(path, source, delimiter, cancellationToken),
            ".jsonl" or ".ndjson" => ReadJsonLines(path, source, cancellationToken),
            _ => ReadYaml(path, source),
        };
    }

    private void Report(string path, SourceText source, TextSpan span, string code, DiagnosticSeverity severity, string message) =>
        diagnostics.Add(new SuiteDiagnostic(path, source.PositionOf(span.Start), new Diagnostic(code, severity, span, message)));

    private void ReportAll(string path, SourceText source, ProblemList problems, Func<Problem, TextSpan> locate)
    {
        foreach (var problem in problems.Take(MaxProblemsPerFile))
        {
            Report(path, source, locate(problem), problem.Code, problem.Severity, problem.Message);
        }

        problems.Clear();
    }

    private List<TestDraft> ReadCsv(string path, SourceText source, char delimiter, CancellationToken cancellationToken)
    {
        var document = CsvDocument.Parse(source.Text, delimiter);
        foreach (var problem in document.Problems)
        {
            Report(path, source, new TextSpan(problem.Offset, problem.Offset), DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, problem.Message);
        }

        if (document.Records is not [var header, .. var records])
        {
            return [];
        }

        var problems = new ProblemList();
        var columns = Header(header, new RowColumns(files, problems), problems);
        ReportAll(path, source, problems, problem => CellSpan(header, problem.Pointer));
        var tests = new List<TestDraft>(records.Length);
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Length != header.Length)
            {
                var message = $"This row has {record.Length} cells, and the header has {header.Length} columns. Check commas and quotes.";
                Report(path, source, new TextSpan(record[0].Start, record[0].Start), DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, message);
                continue;
            }

            tests.Add(CsvRow(path, source, record, columns, problems));
            ReportAll(path, source, problems, problem => CellSpan(record, problem.Pointer));
        }

        return tests;
    }

    private static List<RowColumn?> Header(ImmutableArray<CsvCell> header, RowColumns columns, ProblemList problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<RowColumn?>();
        for (var i = 0; i < header.Length; i++)
        {
            var name = JsText.Trim(header[i].Text);
            var column = columns.Classify(name, $"/{i}");
            if (column is not null && !seen.Add(name))
            {
                problems.Error($"/{i}", DiagnosticCodes.DuplicateKey, $"The column {name} stands twice. Rename or remove one.");
            }

            result.Add(column);
        }

        return result;
    }

    private TestDraft CsvRow(string path, SourceText source, ImmutableArray<CsvCell> record, List<RowColumn?> columns, ProblemList problems)
    {
        var place = new Place(path, source, new TextSpan(record[0].Start, record[0].Start));
        var row = new RowBuilder(
            new RowColumns(files, problems),
            name => new Place(path, source, CellSpan(record, $"/{columns.FindIndex(column => column?.Name == name)}")),
            place);
        for (var i = 0; i < record.Length; i++)
        {
            if (columns[i] is { } column)
            {
                row.Add(column, JsonElement.Parse(JsonTexts.Quote(record[i].Text)), $"/{i}");
            }
        }

        return row.Build();
    }

    /// <summary>A pointer of a CSV row begins with the cell's number.</summary>
    private static TextSpan CellSpan(ImmutableArray<CsvCell> record, string pointer)
    {
        var part = pointer.Split('/')[1];
        var index = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < record.Length ? number : 0;
        return new TextSpan(record[index].Start, record[index].Start);
    }

    private List<TestDraft> ReadJsonLines(string path, SourceText source, CancellationToken cancellationToken)
    {
        var tests = new List<TestDraft>();
        for (var line = 0; line < source.Lines.Count; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var span = source.Lines.SpanOf(line);
            var text = source.Slice(span);
            if (text.AsSpan().IsWhiteSpace())
            {
                continue;
            }

            if (ParseLine(text, out var element) is { } error)
            {
                var at = Math.Min(span.End, span.Start + error.Offset);
                Report(path, source, new TextSpan(at, span.End), DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, error.Message);
                continue;
            }

            var problems = new ProblemList();
            Place Locate(string pointer, bool onKey) => new(path, source, new TextSpan(span.Start + Locators.InJson(text, pointer, onKey), span.End));
            if (new TestReader(files, problems, Locate).ReadRow(element, "") is { } test)
            {
                tests.Add(test);
            }

            ReportAll(path, source, problems, problem => Locate(problem.Pointer, problem.OnKey).Span);
        }

        return tests;
    }

    private static (int Offset, string Message)? ParseLine(string text, out JsonElement element)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using var document = JsonDocument.Parse(bytes, _lineOptions);
            element = document.RootElement.Clone();
            return null;
        }
        catch (JsonException error)
        {
            element = default;
            var at = (int)Math.Clamp(error.BytePositionInLine ?? 0, 0, bytes.Length);
            return (Encoding.UTF8.GetCharCount(bytes.AsSpan(0, at)), $"This line is not valid JSON: {FirstSentence(error.Message)} Each line holds one object.");
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private List<TestDraft> ReadYaml(string path, SourceText source)
    {
        var yaml = YamlParser.Parse(source.Text);
        diagnostics.AddRange(yaml.Diagnostics.Select(found => new SuiteDiagnostic(path, source.PositionOf(found.Span.Start), found)));
        if (yaml.Root is null)
        {
            return [];
        }

        if (yaml.Root is not YamlSequence rows)
        {
            Report(path, source, Locators.InYaml(yaml.Root, "", onKey: false), DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, "A file of tests must be a list of tests.");
            return [];
        }

        var problems = new ProblemList();
        var reader = new TestReader(files, problems, (pointer, onKey) => new Place(path, source, Locators.InYaml(rows, pointer, onKey)));
        var json = YamlValues.ToJson(rows);
        var tests = json.EnumerateArray().Select((item, index) => reader.ReadRow(item, $"/{index}")).OfType<TestDraft>().ToList();
        ReportAll(path, source, problems, problem => Locators.InYaml(rows, problem.Pointer, problem.OnKey));
        return tests;
    }
}
