using PromptLsp.Core.Metrics;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.StaticEmbeddings;

namespace PromptLsp.Models.Distillation;

/// <summary>
/// Makes static embeddings of a sentence-embedding model: its vectors of single tokens, principal components, weights by rank (model2vec's recipe), then
/// training on unlabelled texts whose cosines the teacher knows.
/// </summary>
public static class StaticDistiller
{
    private const int TextsAtOnce = 512;

    /// <summary>Distils.</summary>
    /// <param name="teacher">The teacher, with a WordPiece tokenizer.</param>
    /// <param name="texts">Unlabelled texts; none: no training.</param>
    /// <param name="options">How.</param>
    /// <param name="report">Told what is done, a line a step.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static async Task<StaticTable> RunAsync(
        EmbeddingModel teacher, IReadOnlyList<string> texts, DistillationOptions options, Action<string> report, CancellationToken cancellationToken = default)
    {
        var kept = TokenWeights.Kept(teacher.Tokenizer);
        report($"{kept.Length} tokens through {teacher.Id}");
        var vocabulary = VocabularyPass.Run(teacher.Folder, teacher.Tokenizer, kept, null, cancellationToken);
        var vectors = Start(teacher, kept, vocabulary, options, cancellationToken);
        if (texts.Count > 0)
        {
            await TrainAsync(teacher, kept, texts, vectors, options, report, cancellationToken);
        }

        return StaticTable.Quantize(Scatter(vectors, kept, teacher.Tokenizer.VocabularySize, options.Dimension), options.Dimension);
    }

    private static float[] Start(EmbeddingModel teacher, int[] kept, float[] vocabulary, DistillationOptions options, CancellationToken cancellationToken)
    {
        var vectors = PrincipalComponents.Project(vocabulary, vocabulary.Length / kept.Length, options.SkippedComponents, options.Dimension, cancellationToken);
        var weights = TokenWeights.Of(teacher.Tokenizer, kept);
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] *= (float)weights[index / options.Dimension];
        }

        return vectors;
    }

    private static async Task TrainAsync(
        EmbeddingModel teacher, int[] kept, IReadOnlyList<string> texts, float[] vectors, DistillationOptions options, Action<string> report, CancellationToken cancellationToken)
    {
        var rowOf = new Dictionary<int, int>();
        for (var row = 0; row < kept.Length; row++)
        {
            rowOf[kept[row]] = row;
        }

        var (used, tokens) = Tokens(teacher, texts, rowOf, options.MaxTokens);
        report($"{used.Count} texts through {teacher.Id}");
        var embeddings = await EmbedAsync(teacher, used, cancellationToken);
        var training = new SimilarityTraining(vectors, options.Dimension, tokens, embeddings, options);
        var random = new SeededRandom(options.Seed);
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            report($"epoch {epoch} of {options.Epochs}: loss {training.Epoch(random, cancellationToken):0.00000}");
        }
    }

    /// <summary>Texts cut to their first tokens, and the rows of those; texts without any are left out.</summary>
    private static (List<string> Texts, int[][] Tokens) Tokens(EmbeddingModel teacher, IReadOnlyList<string> texts, Dictionary<int, int> rowOf, int maxTokens)
    {
        var used = new List<string>(texts.Count);
        var tokens = new List<int[]>(texts.Count);
        foreach (var text in texts)
        {
            var spans = teacher.Tokenizer.Encode(text, recognizeSpecialTokens: false).Take(maxTokens).ToList();
            var rows = spans.Where(span => rowOf.ContainsKey(span.Id)).Select(span => rowOf[span.Id]).ToArray();
            if (rows.Length > 0)
            {
                used.Add(text[..spans[^1].End]);
                tokens.Add(rows);
            }
        }

        return (used, [.. tokens]);
    }

    private static async Task<float[]> EmbedAsync(EmbeddingModel teacher, List<string> texts, CancellationToken cancellationToken)
    {
        var embeddings = new float[texts.Count * teacher.Dimension];
        for (var first = 0; first < texts.Count; first += TextsAtOnce)
        {
            var part = await teacher.EmbedAsync(texts.GetRange(first, Math.Min(TextsAtOnce, texts.Count - first)), cancellationToken);
            part.Values.Span.CopyTo(embeddings.AsSpan(first * teacher.Dimension));
        }

        return embeddings;
    }

    private static float[] Scatter(float[] vectors, int[] kept, int rows, int dimension)
    {
        var all = new float[rows * dimension];
        for (var row = 0; row < kept.Length; row++)
        {
            vectors.AsSpan(row * dimension, dimension).CopyTo(all.AsSpan(kept[row] * dimension));
        }

        return all;
    }
}
