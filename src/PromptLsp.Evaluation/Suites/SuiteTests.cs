using System.Text.Json;
using PromptLsp.Core.Files;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Suites;

/// <summary>Reads the entries of <c>tests</c>: rows, and files of rows.</summary>
internal sealed class SuiteTests(
    IWorkspaceFiles files, string path, ValueFiles values, ProblemList problems, List<SuiteDiagnostic> diagnostics, Func<string, bool, Place> locate)
{
    private static readonly string[] _fileKeys = ["file", "delimiter"];
    private static readonly string[] _extensions = [".csv", ".jsonl", ".ndjson", ".yaml", ".yml"];

    /// <summary>All tests in order.</summary>
    public List<TestDraft> Read(ObjectReader suite, CancellationToken cancellationToken)
    {
        var tests = new List<TestDraft>();
        if (suite.Get("tests") is null)
        {
            problems.Error("", DiagnosticCodes.MissingKey, "The suite needs tests: a list of tests, or of files with tests.");
            return tests;
        }

        foreach (var (item, pointer) in suite.List("tests", allowOne: true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (item.ValueKind == JsonValueKind.String)
            {
                tests.AddRange(ReadFiles(JsonTexts.StringOf(item), pointer, ',', cancellationToken));
            }
            else if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("file", out _))
            {
                tests.AddRange(ReadFileEntry(item, pointer, cancellationToken));
            }
            else if (new TestReader(values, problems, locate).Read(item, pointer) is { } test)
            {
                tests.Add(test);
            }
        }

        return tests;
    }

    private List<TestDraft> ReadFileEntry(JsonElement item, string pointer, CancellationToken cancellationToken)
    {
        if (ObjectReader.Open(item, pointer, "A file of tests", _fileKeys, problems) is not { } reader || reader.Text("file") is not { } reference)
        {
            return [];
        }

        var delimiter = reader.Text("delimiter") ?? ",";
        if (delimiter.Length != 1 || delimiter[0] is '"' or '\r' or '\n')
        {
            reader.Report("delimiter", "The delimiter must be one character, such as ';'.");
            return [];
        }

        return ReadFiles(reference, reader.At("file"), delimiter[0], cancellationToken);
    }

    private List<TestDraft> ReadFiles(string reference, string pointer, char delimiter, CancellationToken cancellationToken)
    {
        var (paths, problem) = FileReferences.Find(files, path, reference, "file of tests", ["**/*.csv", "**/*.jsonl", "**/*.yaml"]);
        if (problem is not null)
        {
            problems.Error(pointer, DiagnosticCodes.FileNotFound, problem);
        }

        var tests = new List<TestDraft>();
        foreach (var file in paths)
        {
            if (!_extensions.Contains(Path.GetExtension(file).ToLowerInvariant()))
            {
                problems.Error(pointer, DiagnosticCodes.InvalidValue, $"{file} is no file of tests: they end with {string.Join(", ", _extensions)}.");
            }
            else if (files.Read(file) is { Text: { } source })
            {
                tests.AddRange(new RowFiles(new ValueFiles(files, file), diagnostics).Read(file, source, delimiter, cancellationToken));
            }
            else
            {
                problems.Error(pointer, DiagnosticCodes.FileNotFound, $"The file {file} cannot be read: {files.Read(file).Reason}");
            }
        }

        return tests;
    }
}
