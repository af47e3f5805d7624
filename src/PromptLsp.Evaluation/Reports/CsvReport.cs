using System.Globalization;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Reports;

/// <summary>One line a result, by RFC 4180.</summary>
internal static class CsvReport
{
    private const string Header = "test_id,description,prompt,model,repetition,verdict,score,output,error,reasons,vars,input_tokens,output_tokens,cost_usd,call_ms,finish_reason";

    /// <summary>Writes the report.</summary>
    public static async Task WriteAsync(ReportSource source, TextWriter writer, CancellationToken cancellationToken)
    {
        await writer.WriteLineAsync(Header);
        await foreach (var result in source.ResultsAsync(cancellationToken))
        {
            await writer.WriteLineAsync(string.Join(',', Cells(result).Select(cell => cell.Length == 0 ? "" : CsvDocument.Escape(cell))));
        }
    }

    private static string[] Cells(ResultRecord result) =>
    [
        result.TestId, result.Description, result.PromptPath, result.ModelId, Text(result.Repetition), Words.Of(result.Verdict), JsNumber.ToText(result.Score),
        result.Output ?? "", result.Error ?? "", string.Join('\n', Reasons.Of(result)), result.Variables,
        Text(result.InputTokens), Text(result.OutputTokens), result.CostUsd is { } cost ? JsNumber.ToText(cost) : "",
        JsNumber.ToText(Math.Round(result.CallTime.TotalMilliseconds, 3)), result.FinishReason ?? "",
    ];

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
