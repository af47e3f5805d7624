using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Core.Classification;
using PromptLsp.Core.Recognition;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Assertions;

/// <summary><c>pii</c>: personal data and secrets by form and checksum, and by a model of entities where the assertion names one. What was found is told by kind, never by text.</summary>
internal sealed class PersonalDataJudge(IClassifierProvider? classifiers)
{
    /// <summary>Judges one.</summary>
    public async Task<Outcome> JudgeAsync(string output, Assertion assertion, CancellationToken cancellationToken)
    {
        var kinds = KindsOf(assertion.Value);
        if (assertion.Model is null && kinds.FirstOrDefault(kind => !EntityKinds.TryParse(kind, out _)) is { } unknown)
        {
            return Outcome.Error($"pii finds no \"{Excerpt.Of(unknown, 60)}\". It finds {string.Join(", ", EntityKinds.Names)}; other kinds need a model of entities as model.");
        }

        var found = EntityRecognizer.Find(output, cancellationToken).Select(entity => EntityKinds.NameOf(entity.Kind)).ToList();
        if (assertion.Model is not null)
        {
            var (entities, problem) = await AskAsync(output, assertion, cancellationToken);
            if (problem is { } failed)
            {
                return failed;
            }

            found.AddRange(entities);
        }

        var wanted = found.Where(kind => kinds.Count == 0 || kinds.Contains(kind)).ToList();
        var listed = kinds.Count == 0 ? "personal data" : $"personal data ({string.Join(", ", kinds)})";
        var seen = wanted.Count == 0 ? "" : $": found {string.Join(", ", wanted.GroupBy(kind => kind).Select(group => $"{group.Count()} {group.Key}"))}";
        return TextJudge.Decide(wanted.Count > 0, assertion, $"contain {listed}{seen}");
    }

    private static IReadOnlyList<string> KindsOf(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(JsonTexts.StringOf)],
        { } one => [JsonTexts.StringOf(one)],
    };

    private async Task<(IEnumerable<string> Kinds, Outcome? Problem)> AskAsync(string output, Assertion assertion, CancellationToken cancellationToken)
    {
        if (classifiers is null)
        {
            return ([], Outcome.Unmeasured("There are no local classifiers here, so this cannot be measured."));
        }

        try
        {
            var finder = await classifiers.GetTokenClassifierAsync(assertion.ModelFolder ?? assertion.Model!, cancellationToken);
            var entities = (await finder.FindAsync([output], cancellationToken))[0];
            return (entities.Where(entity => entity.Score >= AssertionTypes.DefaultEntityScore).Select(entity => entity.Label), null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // As in every assertion that asks a model: it is this assertion that cannot be judged, and the reason says why.
            return ([], Outcome.Unmeasured($"The model of entities failed, so this was not measured: {error.Message}"));
        }
    }
}
