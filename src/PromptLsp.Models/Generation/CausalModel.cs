using System.Runtime.CompilerServices;
using System.Text;
using PromptLsp.Models.ChatTemplates;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Generation;

/// <summary>
/// A local causal language model: continues texts and conversations, and scores texts. Safe for concurrent callers; one text is computed at a time, so that
/// memory holds one cache.
/// </summary>
public sealed class CausalModel : IDisposable
{
    private readonly CausalGraph _graph;
    private readonly ChatPromptEncoder _chats;
    private readonly Lazy<ChatFormat?> _format;
    private readonly HashSet<int> _stopTokens;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private CausalModel(ModelFolder folder, HuggingFaceTokenizer tokenizer, CausalGraph graph)
    {
        Folder = folder;
        Tokenizer = tokenizer;
        _graph = graph;
        _chats = new ChatPromptEncoder(tokenizer);
        _format = new Lazy<ChatFormat?>(() => ChatFormat.Read(folder));
        _stopTokens = StopTokens.Read(folder);
    }

    /// <summary>The name it is called by.</summary>
    public string Id => Folder.Manifest.Id;

    /// <summary>The most tokens of a prompt and its continuation together.</summary>
    public int MaxTokens => Folder.Manifest.MaxTokens;

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _graph.Device;

    /// <summary>Its files and facts.</summary>
    public ModelFolder Folder { get; }

    /// <summary>Its tokenizer.</summary>
    public HuggingFaceTokenizer Tokenizer { get; }

    /// <summary>Finds, verifies and loads a model.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="device">What to compute on.</param>
    /// <param name="locator">Where models are looked for; null for <see cref="ModelLocator.Default"/>.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <exception cref="ModelLoadException">It is not there, damaged, no language model, or has no key-value cache.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static Task<CausalModel> LoadAsync(
        string idOrFolder, DeviceRequest device = DeviceRequest.Auto, ModelLocator? locator = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load((locator ?? ModelLocator.Default).Find(idOrFolder), device, cancellationToken), cancellationToken);

    /// <summary>The tokens of a text; literals of special tokens are ordinary text, and none is put before it.</summary>
    public IReadOnlyList<int> EncodeText(string text) => Tokenizer.EncodeToIds(text, parseSpecialTokens: false);

    /// <summary>The tokens of a conversation by the model's chat template; nothing in its contents becomes a control token.</summary>
    /// <param name="input">The conversation.</param>
    /// <param name="cancellationToken">Ends the rendering.</param>
    /// <exception cref="ModelFormatException">The model has no chat template.</exception>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, or cannot be used.</exception>
    public IReadOnlyList<int> EncodeChat(ChatTemplateInput input, CancellationToken cancellationToken = default) =>
        _chats.Encode((_format.Value ?? throw ChatFormat.Missing(Folder)).Render(input, cancellationToken));

    /// <summary>Continues a prompt, token by token.</summary>
    /// <param name="prompt">Its tokens, one or more, fewer than <see cref="MaxTokens"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops between tokens and ends the run under way.</param>
    /// <exception cref="ContextWindowException">The prompt is empty or leaves no room for an answer.</exception>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async IAsyncEnumerable<GeneratedPiece> GenerateAsync(
        IReadOnlyList<int> prompt, GenerationOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(prompt, options);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using var sequence = new CausalSequence(_graph);
            var sampler = new TokenSampler(options, prompt);
            var text = new StreamingText(Tokenizer, options.StopTexts);
            var most = Math.Min(options.MaxNewTokens, MaxTokens - prompt.Count);
            int[] next = [.. prompt];
            for (var count = 1; next.Length > 0; count++)
            {
                var piece = await Task.Run(() => Step(sequence, sampler, text, next, count == most, cancellationToken), cancellationToken);
                next = piece.FinishReason is null ? [piece.TokenId] : [];
                yield return piece;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Continues a prompt and gives the whole answer; see <see cref="GenerateAsync"/>.</summary>
    public async Task<GeneratedText> CompleteAsync(IReadOnlyList<int> prompt, GenerationOptions options, CancellationToken cancellationToken = default)
    {
        var (text, ids, reason) = (new StringBuilder(), new List<int>(), "");
        await foreach (var piece in GenerateAsync(prompt, options, cancellationToken))
        {
            text.Append(piece.Text);
            ids.Add(piece.TokenId);
            reason = piece.FinishReason ?? reason;
        }

        return new GeneratedText(text.ToString(), ids, reason);
    }

    /// <summary>Scores a text: in one pass, or window by window where it is long.</summary>
    /// <param name="ids">Its tokens.</param>
    /// <param name="window">The windows; null for one pass, which must fit into <see cref="MaxTokens"/>.</param>
    /// <param name="cancellationToken">Ends the run under way.</param>
    /// <exception cref="ContextWindowException">The text or the window is longer than the model takes.</exception>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<SequenceScore> ScoreAsync(IReadOnlyList<int> ids, ScoringWindow? window = null, CancellationToken cancellationToken = default)
    {
        var windows = window ?? new ScoringWindow(Math.Max(ids.Count, 2), 1);
        if (Math.Min(windows.Length, ids.Count) > MaxTokens)
        {
            throw new ContextWindowException($"The text has {ids.Count} tokens; the model '{Id}' takes {MaxTokens} at once. Score it with a sliding window of at most {MaxTokens}.");
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => new SequenceScorer(_graph).Score([.. ids], windows, cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _graph.Dispose();
        _turn.Dispose();
    }

    private static CausalModel Load(string path, DeviceRequest device, CancellationToken cancellationToken)
    {
        var folder = ModelFolder.Open(path);
        if (folder.Manifest.Task != ModelTasks.TextGeneration)
        {
            throw new ModelFormatException(folder.Path, $"The model '{folder.Manifest.Id}' in '{folder.Path}' is for '{folder.Manifest.Task}', not for {ModelTasks.TextGeneration}. Choose another one.");
        }

        ModelFiles.VerifyAll(folder);
        cancellationToken.ThrowIfCancellationRequested();
        var tokenizer = HuggingFaceTokenizer.Load(folder.TokenizerPath);
        cancellationToken.ThrowIfCancellationRequested();
        return new CausalModel(folder, tokenizer, CausalGraph.Open(folder, device));
    }

    private void Check(IReadOnlyList<int> prompt, GenerationOptions options)
    {
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException($"The options of a generation: {problem}.", nameof(options));
        }

        if (prompt.Count == 0)
        {
            throw new ContextWindowException("The prompt is empty: there is nothing to continue.");
        }

        if (prompt.Count >= MaxTokens)
        {
            throw new ContextWindowException($"The prompt has {prompt.Count} tokens; the model '{Id}' takes {MaxTokens} with its answer. Shorten the prompt.");
        }
    }

    private GeneratedPiece Step(CausalSequence sequence, TokenSampler sampler, StreamingText text, int[] next, bool isLast, CancellationToken cancellationToken)
    {
        var id = sampler.Next(sequence.Append(next, cancellationToken));
        if (_stopTokens.Contains(id))
        {
            return new GeneratedPiece(id, text.Finish(), "stop");
        }

        var added = text.Add(id);
        return text.IsStopped ? new GeneratedPiece(id, added, "stop")
            : isLast ? new GeneratedPiece(id, added + text.Finish(), "length")
            : new GeneratedPiece(id, added, null);
    }
}
