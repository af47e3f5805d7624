using PromptLsp.Core.Classification;

namespace PromptLsp.Evaluation.Tests.Assertions;

/// <summary>Classifiers of a few words, whose scores are known: <c>tone</c> gives labels, <c>names</c> finds entities.</summary>
internal sealed class WordClassifiers : IClassifierProvider, ITextClassifier, ITokenClassifier
{
    public string Id => "words";

    IReadOnlyList<string> ITextClassifier.Labels => ["good", "bad"];

    IReadOnlyList<string> ITokenClassifier.Labels => ["person", "location"];

    public Task<ITextClassifier> GetTextClassifierAsync(string model, CancellationToken cancellationToken = default) =>
        model == "tone" || model.EndsWith("/tone", StringComparison.Ordinal) ? Task.FromResult<ITextClassifier>(this) : throw new ClassifierException($"There is no model {model}.");

    public Task<ITokenClassifier> GetTokenClassifierAsync(string model, CancellationToken cancellationToken = default) =>
        model == "names" ? Task.FromResult<ITokenClassifier>(this) : throw new ClassifierException($"There is no model {model}.");

    public Task<IReadOnlyList<TextClassification>> ClassifyAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TextClassification>>([.. inputs.Select(input => Classify(input.Text))]);

    public Task<IReadOnlyList<IReadOnlyList<EntitySpan>>> FindAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<IReadOnlyList<EntitySpan>>>([.. texts.Select(Find)]);

    private static TextClassification Classify(string text)
    {
        var good = text.Contains("fine", StringComparison.Ordinal) ? 0.9 : 0.25;
        return new TextClassification(good > 0.5 ? "good" : "bad", Math.Max(good, 1 - good), [new("good", good), new("bad", 1 - good)]);
    }

    private static IReadOnlyList<EntitySpan> Find(string text) =>
    [
        .. ((string Name, string Label, double Score)[])[("Ada", "person", 0.95), ("Paris", "location", 0.4)] is var known
            ? known.Where(entry => text.Contains(entry.Name, StringComparison.Ordinal))
                .Select(entry => (entry, Start: text.IndexOf(entry.Name, StringComparison.Ordinal)))
                .Select(found => new EntitySpan(found.entry.Label, found.Start, found.Start + found.entry.Name.Length, found.entry.Score, found.entry.Name))
            : [],
    ];
}
