using PromptLsp.Core.Configuration;
using PromptLsp.Core.Prompts;
using PromptLsp.Retrieval.Indexing;

namespace PromptLsp.Cli.Composition;

/// <summary>Brings the indexes that prompts ask up to date before they are asked: it is local and costs nothing but a moment.</summary>
internal static class IndexPreparation
{
    /// <summary>The builder of an index.</summary>
    public static IndexBuilder BuilderFor(WorkspaceRuntime runtime, IndexConfiguration index) => new(
        runtime.Snapshot.Files,
        runtime.EmbeddingsFor(index.EmbeddingModel),
        WorkspaceRuntime.EmbeddingTokenizer(index.EmbeddingModel),
        runtime.Passages,
        runtime.Snapshot.Time);

    /// <summary>Builds what the prompts' contexts name and is missing or out of date.</summary>
    /// <param name="runtime">The workspace.</param>
    /// <param name="promptPaths">The prompts, absolute.</param>
    /// <param name="report">Told a sentence for each index that was built.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task EnsureAsync(WorkspaceRuntime runtime, IEnumerable<string> promptPaths, Action<string> report, CancellationToken cancellationToken)
    {
        var names = promptPaths
            .Select(runtime.Snapshot.GetPrompt)
            .OfType<PromptDocument>()
            .SelectMany(prompt => prompt.Definition.Contexts)
            .Select(context => context.Index)
            .Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (runtime.Snapshot.Configuration.Indexes.TryGetValue(name, out var index))
            {
                var built = await BuilderFor(runtime, index).BuildAsync(index, null, cancellationToken);
                if (built.EmbeddedPassages > 0 || !built.Changes.IsUpToDate)
                {
                    report(Describe(built));
                }
            }
        }
    }

    /// <summary>A build in one sentence.</summary>
    public static string Describe(IndexBuildReport built) => FormattableString.Invariant(
        $"index {built.Name}: {built.Passages} passages, {built.EmbeddedPassages} embedded by {built.EmbeddingModel} in {built.Duration.TotalSeconds:0.0} s");
}
