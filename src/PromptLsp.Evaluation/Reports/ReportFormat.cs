namespace PromptLsp.Evaluation.Reports;

/// <summary>The form of a report.</summary>
public enum ReportFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON object with everything.</summary>
    Json,

    /// <summary>One JSON object a result.</summary>
    JsonLines,

    /// <summary>One line a result (RFC 4180).</summary>
    Csv,

    /// <summary>JUnit's XML, as CI systems read it.</summary>
    JUnit,

    /// <summary>Markdown, as for a comment on a change.</summary>
    Markdown,
}

/// <summary>Chooses forms by file names.</summary>
public static class ReportFormats
{
    /// <summary>The endings that <see cref="OfFile"/> knows, for messages.</summary>
    public const string Endings = ".txt, .json, .jsonl, .csv, .junit.xml (or .xml), .md";

    /// <summary>The form that a file's name asks for; null where it asks for none that there is.</summary>
    public static ReportFormat? OfFile(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".txt" => ReportFormat.Text,
        ".json" => ReportFormat.Json,
        ".jsonl" => ReportFormat.JsonLines,
        ".csv" => ReportFormat.Csv,
        ".xml" => ReportFormat.JUnit,
        ".md" => ReportFormat.Markdown,
        _ => null,
    };
}
