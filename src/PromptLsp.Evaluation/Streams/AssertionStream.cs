using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PromptLsp.Core.Files;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Streams;

/// <summary>
/// Judges outputs that anything produced: one JSON object a line in, one verdict a line out, in the order of the input. Nothing is kept
/// between lines.
/// </summary>
/// <param name="judge">Judges answers.</param>
/// <param name="files">Where <c>file://</c> values are read; null: they are not.</param>
/// <param name="baseFile">The file that they are relative to, absolute.</param>
public sealed class AssertionStream(AssertionJudge judge, IWorkspaceFiles? files, string baseFile)
{
    private static readonly string[] _keys =
        ["output", "assert", "vars", "context", "latency_ms", "cost", "finish_reason", "logprobs", "threshold", "id", "index"];

    private readonly JsonDocumentOptions _lineOptions = new() { MaxDepth = JsonTexts.MaxDepth };

    /// <summary>Reads lines until the end and writes a line for each that is not blank.</summary>
    /// <param name="input">JSON Lines.</param>
    /// <param name="output">Takes <c>{"index","verdict","score","named_scores","assertions"}</c>, or <c>{"index","error"}</c> for a line that cannot be read.</param>
    /// <param name="cancellationToken">Stops between lines.</param>
    /// <returns>How many lines got which verdict, and how many could not be read.</returns>
    public async Task<AssertionStreamResult> RunAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var counts = new int[4];
        var unreadable = 0;
        for (var index = 0; await input.ReadLineAsync(cancellationToken) is { } line;)
        {
            if (line.AsSpan().IsWhiteSpace())
            {
                continue;
            }

            var (judgement, error) = await JudgeLineAsync(line, cancellationToken);
            if (judgement is not null)
            {
                counts[(int)judgement.Verdict]++;
                await output.WriteLineAsync(Write(index, judgement).AsMemory(), cancellationToken);
            }
            else
            {
                unreadable++;
                await output.WriteLineAsync($"{{\"index\":{index},\"error\":{JsonTexts.Quote(error)}}}".AsMemory(), cancellationToken);
            }

            index++;
        }

        return new AssertionStreamResult(counts[0], counts[1], counts[2], counts[3], unreadable);
    }

    /// <summary>Judges one line.</summary>
    /// <returns>The judgement, or null and why the line cannot be read.</returns>
    public async Task<(Judgement? Judgement, string Error)> JudgeLineAsync(string line, CancellationToken cancellationToken)
    {
        JsonElement element;
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(line.TrimStart('\uFEFF')), _lineOptions);
            element = document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            return (null, $"The line is not valid JSON: {error.Message}");
        }

        var problems = new ProblemList();
        if (ObjectReader.Open(element, "", "A line", _keys, problems) is not { } reader || problems.HasErrors)
        {
            return (null, problems[0].Message);
        }

        if (reader.GetWithNull("output") is not { } output || reader.Get("assert") is null)
        {
            return (null, "The line needs the properties output and assert.");
        }

        var answer = Answer(reader, output);
        var items = reader.List("assert", allowOne: true).ToList();
        if (problems.Find(problem => problem.Severity == DiagnosticSeverity.Error) is { } first)
        {
            return (null, first.Message);
        }

        if (answer.LogProbabilities.Any(double.IsNaN))
        {
            return (null, "logprobs must be a list of numbers.");
        }

        var assertions = new AssertionReader(new ValueFiles(files, baseFile), problems).ReadAll(items);
        return (await judge.JudgeAsync(answer, assertions, Threshold(reader), cancellationToken), "");
    }

    private static AnswerUnderTest Answer(ObjectReader reader, JsonElement output) => new()
    {
        Output = JsonTexts.ToText(output),
        Variables = reader.Get("vars") is { ValueKind: JsonValueKind.Object } variables
            ? variables.EnumerateObject().Aggregate(
                ImmutableDictionary<string, JsonElement>.Empty, (all, member) => all.SetItem(JsonTexts.NameOf(member), member.Value))
            : ImmutableDictionary<string, JsonElement>.Empty,
        LatencyMilliseconds = reader.Number("latency_ms", 0, double.MaxValue),
        CostUsd = reader.Number("cost", 0, double.MaxValue),
        FinishReason = reader.Text("finish_reason"),
        LogProbabilities = [.. reader.List("logprobs", allowOne: false).Select(item => item.Item.ValueKind == JsonValueKind.Number ? item.Item.GetDouble() : double.NaN)],
    };

    private static double? Threshold(ObjectReader reader) => reader.Number("threshold", -double.MaxValue, double.MaxValue);

    private static string Write(int index, Judgement judgement)
    {
        var text = new StringBuilder();
        text.Append("{\"index\":").Append(index);
        text.Append(",\"verdict\":\"").Append(Word(judgement.Verdict));
        text.Append("\",\"score\":").Append(JsNumber.ToText(judgement.Score));
        text.Append(",\"named_scores\":{");
        text.AppendJoin(',', judgement.NamedScores.Select(score => $"{JsonTexts.Quote(score.Key)}:{JsNumber.ToText(score.Value)}"));
        text.Append("},\"assertions\":[");
        text.AppendJoin(',', judgement.Assertions.Select(WriteAssertion));
        return text.Append("]}").ToString();
    }

    private static string WriteAssertion(AssertionRecord record) =>
        $"{{\"type\":{JsonTexts.Quote(record.Type)},\"verdict\":\"{Word(record.Verdict)}\",\"score\":{JsNumber.ToText(record.Score)},\"reason\":{JsonTexts.Quote(record.Reason)}}}";

    private static string Word(Verdict verdict) => Reports.Words.Of(verdict);
}

/// <summary>What came of the lines.</summary>
/// <param name="Passed">Lines that passed.</param>
/// <param name="Failed">Lines that failed.</param>
/// <param name="Errors">Lines with an assertion that makes no sense.</param>
/// <param name="Unmeasured">Lines with an assertion that could not be judged.</param>
/// <param name="Unreadable">Lines that could not be read.</param>
public sealed record AssertionStreamResult(int Passed, int Failed, int Errors, int Unmeasured, int Unreadable)
{
    /// <summary>0 where every line was read and judged, whatever the verdict; 1 where a line could not be read.</summary>
    public int ExitCode => Unreadable > 0 ? 1 : 0;
}
