using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Cli.Output;

/// <summary>A file and what was found in it.</summary>
internal sealed record CheckedFile(string Path, string DisplayPath, SourceText Text, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Writes findings in the forms that people and other tools read.</summary>
internal static class DiagnosticReport
{
    /// <summary>Writes them.</summary>
    public static void Write(IReadOnlyList<CheckedFile> files, string format, TextWriter output)
    {
        switch (format)
        {
            case "json":
                output.WriteLine(JsonText.Of(writer => WriteJson(writer, files)));
                break;
            case "sarif":
                output.WriteLine(JsonText.Of(writer => WriteSarif(writer, files), isIndented: true));
                break;
            case "github":
                WriteLines(files, output, GitHubLine);
                break;
            default:
                WriteLines(files, output, TextLine);
                WriteSummary(files, output);
                break;
        }
    }

    private static void WriteLines(IReadOnlyList<CheckedFile> files, TextWriter output, Func<CheckedFile, Diagnostic, string> line)
    {
        foreach (var file in files)
        {
            foreach (var diagnostic in file.Diagnostics)
            {
                output.WriteLine(line(file, diagnostic));
            }
        }
    }

    private static string TextLine(CheckedFile file, Diagnostic diagnostic) =>
        $"{file.DisplayPath}:{file.Text.PositionOf(diagnostic.Span.Start)}: {Word(diagnostic.Severity)} {diagnostic.Code}: {diagnostic.Message}";

    /// <summary>A workflow command (GitHub Actions documentation, "Workflow commands"): line breaks and percent signs are escaped.</summary>
    private static string GitHubLine(CheckedFile file, Diagnostic diagnostic)
    {
        var start = file.Text.PositionOf(diagnostic.Span.Start);
        var level = diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "notice" };
        var message = diagnostic.Message.Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
        return $"::{level} file={file.DisplayPath},line={start.Line + 1},col={start.Character + 1},title={diagnostic.Code}::{message}";
    }

    private static void WriteSummary(IReadOnlyList<CheckedFile> files, TextWriter output)
    {
        var all = files.SelectMany(file => file.Diagnostics).ToList();
        var errors = all.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var warnings = all.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);
        output.WriteLine($"{files.Count} file(s): {errors} error(s), {warnings} warning(s)");
    }

    private static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<CheckedFile> files)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("files");
        foreach (var file in files)
        {
            writer.WriteStartObject();
            writer.WriteString("path", file.DisplayPath);
            writer.WriteStartArray("diagnostics");
            foreach (var diagnostic in file.Diagnostics)
            {
                writer.WriteStartObject();
                writer.WriteString("code", diagnostic.Code);
                writer.WriteString("severity", Word(diagnostic.Severity));
                writer.WriteString("message", diagnostic.Message);
                writer.WriteStartObject("range");
                WritePosition(writer, "start", file.Text.PositionOf(diagnostic.Span.Start));
                WritePosition(writer, "end", file.Text.PositionOf(diagnostic.Span.End));
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter writer, string name, LinePosition position)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("line", position.Line);
        writer.WriteNumber("character", position.Character);
        writer.WriteEndObject();
    }

    /// <summary>SARIF 2.1.0 (OASIS).</summary>
    private static void WriteSarif(Utf8JsonWriter writer, IReadOnlyList<CheckedFile> files)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "promptlsp");
        writer.WriteString("version", ProductVersion.Text);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartArray("results");
        foreach (var file in files)
        {
            foreach (var diagnostic in file.Diagnostics)
            {
                WriteSarifResult(writer, file, diagnostic);
            }
        }

        writer.WriteEndArray();
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSarifResult(Utf8JsonWriter writer, CheckedFile file, Diagnostic diagnostic)
    {
        var (start, end) = (file.Text.PositionOf(diagnostic.Span.Start), file.Text.PositionOf(diagnostic.Span.End));
        writer.WriteStartObject();
        writer.WriteString("ruleId", diagnostic.Code);
        writer.WriteString("level", diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" });
        writer.WriteStartObject("message");
        writer.WriteString("text", diagnostic.Message);
        writer.WriteEndObject();
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", Uri.EscapeDataString(file.DisplayPath).Replace("%2F", "/", StringComparison.Ordinal));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", start.Line + 1);
        writer.WriteNumber("startColumn", start.Character + 1);
        writer.WriteNumber("endLine", end.Line + 1);
        writer.WriteNumber("endColumn", end.Character + 1);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Information => "information",
        _ => "hint",
    };
}
