using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.JsonSchema;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Assertions about JSON in the output.</summary>
internal static class JsonJudge
{
    private const int MaxCandidates = 10_000;

    /// <summary>The whole output is JSON and conforms to the schema, where there is one.</summary>
    public static Outcome IsJson(string output, Assertion assertion, CancellationToken cancellationToken)
    {
        if (!JsonTexts.IsJson(output))
        {
            return TextJudge.Decide(holds: false, assertion, "be valid JSON");
        }

        if (assertion.Schema is not { } schema)
        {
            return TextJudge.Decide(holds: true, assertion, "be valid JSON");
        }

        if (JsonTexts.TryParse(output) is not { } value)
        {
            return Outcome.Unmeasured($"The output is JSON nested deeper than {JsonTexts.MaxDepth} levels, which is not compared with a schema.");
        }

        return BySchema(assertion, schema, value, cancellationToken);
    }

    /// <summary>Some object or list in the output is JSON and conforms to the schema, where there is one.</summary>
    public static Outcome ContainsJson(string output, Assertion assertion, CancellationToken cancellationToken)
    {
        var last = TextJudge.Decide(holds: false, assertion, "contain valid JSON");
        var bytes = Encoding.UTF8.GetBytes(output);
        var candidates = 0;
        for (var at = Next(bytes, 0); at >= 0; at = Next(bytes, at))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++candidates > MaxCandidates)
            {
                return Outcome.Unmeasured($"The output has more than {MaxCandidates} opening brackets; JSON was not looked for behind them.");
            }

            var (value, end) = ReadAt(bytes, at);
            if (value is not { } json)
            {
                at++;
                continue;
            }

            at = end;
            var outcome = Found(assertion, json, last, cancellationToken);
            if (outcome.Verdict != last.Verdict)
            {
                return outcome;
            }

            last = outcome;
        }

        return last;
    }

    /// <summary>Looks at a value and, where it does not conform, at the objects and lists in it; gives the first outcome other than <paramref name="none"/>.</summary>
    private static Outcome Found(Assertion assertion, JsonElement value, Outcome none, CancellationToken cancellationToken)
    {
        if (assertion.Schema is not { } schema)
        {
            return TextJudge.Decide(holds: true, assertion, "contain valid JSON");
        }

        var first = BySchema(assertion, schema, value, cancellationToken);
        if (first.Verdict != none.Verdict)
        {
            return first;
        }

        var parts = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : value.EnumerateObject().Select(member => member.Value);
        foreach (var part in parts.Where(part => part.ValueKind is JsonValueKind.Array or JsonValueKind.Object))
        {
            var inner = Found(assertion, part, none, cancellationToken);
            if (inner.Verdict != none.Verdict)
            {
                return inner;
            }
        }

        return first;
    }

    private static Outcome BySchema(Assertion assertion, JsonElement schema, JsonElement value, CancellationToken cancellationToken)
    {
        try
        {
            var errors = SchemaValidator.Validate(schema, value, cancellationToken);
            if (errors.Count == 0)
            {
                return assertion.Negated ? Outcome.Fail("Output is JSON that conforms to the provided schema") : Outcome.Pass;
            }

            return assertion.Negated ? Outcome.Pass : Outcome.Fail($"JSON does not conform to the provided schema. Errors: {string.Join("; ", errors)}");
        }
        catch (SchemaLimitException limit)
        {
            return Outcome.Unmeasured(limit.Message);
        }
        catch (RegexMatchTimeoutException timeout)
        {
            return Outcome.Unmeasured($"A pattern of the schema was stopped at its time limit of {timeout.MatchTimeout.TotalSeconds:0.#} s.");
        }
    }

    private static int Next(byte[] bytes, int from)
    {
        var found = bytes.AsSpan(from).IndexOfAny((byte)'{', (byte)'[');
        return found < 0 ? -1 : from + found;
    }

    private static (JsonElement? Value, int End) ReadAt(byte[] bytes, int at)
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(at), new JsonReaderOptions { MaxDepth = JsonTexts.MaxDepth, AllowMultipleValues = true });
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) ? (document.RootElement.Clone(), at + (int)reader.BytesConsumed) : (null, at);
        }
        catch (JsonException)
        {
            return (null, at);
        }
    }
}
