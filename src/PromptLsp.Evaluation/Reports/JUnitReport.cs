using System.Globalization;
using System.Xml;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Running;

namespace PromptLsp.Evaluation.Reports;

/// <summary>
/// JUnit's XML: a suite for each prompt and model; what failed is a failure, what has no answer an error, what could not be judged is skipped.
/// </summary>
internal static class JUnitReport
{
    /// <summary>Writes the report; the store is read once for each suite, so that nothing is gathered in memory.</summary>
    public static async Task WriteAsync(ReportSource source, TextWriter writer, CancellationToken cancellationToken)
    {
        var settings = new XmlWriterSettings { Async = true, Indent = true, IndentChars = "  ", NewLineChars = "\n", CloseOutput = false };
        await using var xml = XmlWriter.Create(writer, settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "testsuites", null);
        await AttributeAsync(xml, "name", source.Run.Run.Name);
        await CountsAsync(xml, source.Summary.Overall);
        foreach (var row in source.Summary.Table)
        {
            await WriteSuiteAsync(xml, source, row, cancellationToken);
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
    }

    private static async Task WriteSuiteAsync(XmlWriter xml, ReportSource source, SummaryRow row, CancellationToken cancellationToken)
    {
        await xml.WriteStartElementAsync(null, "testsuite", null);
        await AttributeAsync(xml, "name", $"{row.PromptPath} · {row.ModelId}");
        await CountsAsync(xml, row.Tally);
        await AttributeAsync(xml, "timestamp", source.Run.Run.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        await foreach (var result in source.ResultsAsync(cancellationToken))
        {
            if (result.PromptPath == row.PromptPath && result.ModelId == row.ModelId)
            {
                await WriteCaseAsync(xml, result);
            }
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteCaseAsync(XmlWriter xml, ResultRecord result)
    {
        var repetition = result.Repetition > 0 ? string.Create(CultureInfo.InvariantCulture, $" #{result.Repetition + 1}") : "";
        var time = result.RetrievalTime + result.RenderTime + result.CallTime + result.JudgeTime;
        await xml.WriteStartElementAsync(null, "testcase", null);
        await AttributeAsync(xml, "name", result.TestId + repetition + (result.Description.Length > 0 ? ": " + result.Description : ""));
        await AttributeAsync(xml, "classname", $"{result.PromptPath} · {result.ModelId}");
        await AttributeAsync(xml, "time", time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        if (result.Verdict != Verdict.Pass)
        {
            await WriteReasonsAsync(xml, result);
        }

        if (result.Output is { } output)
        {
            await xml.WriteElementStringAsync(null, "system-out", null, PlainText.Of(output));
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteReasonsAsync(XmlWriter xml, ResultRecord result)
    {
        var element = result.Verdict switch { Verdict.Fail => "failure", Verdict.Error => "error", _ => "skipped" };
        var reasons = Reasons.Of(result).ToList();
        await xml.WriteStartElementAsync(null, element, null);
        await AttributeAsync(xml, "message", reasons.Count > 0 ? reasons[0] : Words.Of(result.Verdict));
        if (element != "skipped")
        {
            await AttributeAsync(xml, "type", result.Verdict == Verdict.Fail ? "assertion" : ErrorClasses.Of(result) ?? "error");
        }

        await xml.WriteStringAsync(PlainText.Of(string.Join('\n', reasons)));
        await xml.WriteEndElementAsync();
    }

    private static async Task CountsAsync(XmlWriter xml, Tally tally)
    {
        foreach (var (name, count) in new[] { ("tests", tally.Total), ("failures", tally.Failed), ("errors", tally.Errors), ("skipped", tally.Unmeasured) })
        {
            await AttributeAsync(xml, name, count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Task AttributeAsync(XmlWriter xml, string name, string value) => xml.WriteAttributeStringAsync(null, name, null, PlainText.Of(value));
}
