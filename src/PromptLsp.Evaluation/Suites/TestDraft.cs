using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Suites;

/// <summary>A test as its row says it, before defaults are filled in.</summary>
internal sealed record TestDraft
{
    /// <summary>The row's own id; null where it has none.</summary>
    public string? Id { get; init; }

    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>The row's own values.</summary>
    public ImmutableDictionary<string, JsonElement> Variables { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>The row's own assertions, each with the place to report it at.</summary>
    public ImmutableArray<(Assertion Assertion, Place Place)> Assertions { get; init; } = [];

    /// <summary>The score from which it passes.</summary>
    public double? Threshold { get; init; }

    /// <summary>Where the row stands.</summary>
    public required Place Place { get; init; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the row's values, assertions and threshold in canonical JSON (RFC 8785).</summary>
    public string ContentHash()
    {
        var assertions = string.Join(',', Assertions.Select(item => Canonical(item.Assertion)));
        var variables = Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => $"{JsonTexts.Quote(variable.Key)}:{JsonTexts.Stringify(variable.Value, sorted: true)}");
        var threshold = Threshold is { } number ? $"\"threshold\":{JsNumber.ToText(number)}," : "";
        var content = $"{{\"assert\":[{assertions}],{threshold}\"vars\":{{{string.Join(',', variables)}}}}}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12];
    }

    private static string Canonical(Assertion assertion)
    {
        var text = new StringBuilder("{");
        if (assertion.Members.Length > 0)
        {
            text.Append("\"assert\":[").AppendJoin(',', assertion.Members.Select(Canonical)).Append("],");
        }

        text.Append(assertion.Metric is { } metric ? $"\"metric\":{JsonTexts.Quote(metric)}," : "");
        text.Append(assertion.Model is { } model ? $"\"model\":{JsonTexts.Quote(model)}," : "");
        text.Append(assertion.Threshold is { } threshold ? $"\"threshold\":{JsNumber.ToText(threshold)}," : "");
        text.Append("\"type\":").Append(JsonTexts.Quote(assertion.Type));
        text.Append(assertion.Value is { } value ? $",\"value\":{JsonTexts.Stringify(value, sorted: true)}" : "");
        text.Append(assertion.Weight == 1 ? "" : $",\"weight\":{JsNumber.ToText(assertion.Weight)}");
        return text.Append('}').ToString();
    }
}
