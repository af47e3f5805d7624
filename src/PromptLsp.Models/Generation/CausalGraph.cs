using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Generation;

/// <summary>
/// A loaded decoder: token numbers and the cache of what came before in, logits and the grown cache out. Inputs and outputs are those of the exports of
/// optimum: <c>input_ids</c>, <c>attention_mask</c>, <c>position_ids</c>, <c>past_key_values.*</c>, <c>logits</c>, <c>present.*</c>. Any number of callers may run it.
/// </summary>
internal sealed class CausalGraph : IDisposable
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Positions = "position_ids";
    private const string Logits = "logits";
    private const string PastPrefix = "past_key_values.";
    private const string PresentPrefix = "present.";

    private readonly InferenceSession _session;
    private readonly ModelFolder _folder;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    private CausalGraph(LoadedGraph graph, ModelFolder folder)
    {
        _session = graph.Session;
        _folder = folder;
        Device = graph.Device;
        CheckNumbers();
        Slots = [.. _session.InputMetadata.Keys.Where(name => name.StartsWith(PastPrefix, StringComparison.Ordinal)).Select(Slot)];
        if (Slots.Count == 0)
        {
            throw Wrong("it has no key-value cache (past_key_values.*): each token would cost as much as the whole text before it. Export it with its cache (task text-generation-with-past).");
        }

        string[] numbers = [.. new[] { Ids, Mask, Positions }.Where(_session.InputMetadata.ContainsKey)];
        _inputNames = [.. numbers, .. Slots.Select(slot => slot.Past)];
        _outputNames = [Logits, .. Slots.Select(slot => slot.Present)];
        if (_session.InputMetadata.Keys.FirstOrDefault(name => !_inputNames.Contains(name)) is { } unknown)
        {
            throw Wrong($"its input '{unknown}' is not known; known are {Ids}, {Mask}, {Positions} and {PastPrefix}*. Export it as a decoder (task text-generation-with-past).");
        }
    }

    /// <summary>What it computes on.</summary>
    public DeviceChoice Device { get; }

    /// <summary>The tensors of its cache.</summary>
    public IReadOnlyList<CacheSlot> Slots { get; }

    /// <summary>Loads the graph. The file must have been verified before.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the file, or the graph is no decoder with a cache.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static CausalGraph Open(ModelFolder folder, DeviceRequest request)
    {
        // One text is continued at a time, so that the cores can share the work of each token.
        var graph = SessionFactory.Open(folder, request, threads: Environment.ProcessorCount);
        try
        {
            return new CausalGraph(graph, folder);
        }
        catch (ModelFormatException)
        {
            graph.Session.Dispose();
            throw;
        }
    }

    /// <summary>Computes some tokens on the calling thread.</summary>
    /// <param name="ids">The tokens.</param>
    /// <param name="past">How many came before.</param>
    /// <param name="cache">The cache of those, in the order of <see cref="Slots"/>.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>Logits [1, tokens, vocabulary], then the cache. The caller disposes of it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before or during the run.</exception>
    /// <exception cref="InferenceException">The run failed.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(ReadOnlySpan<int> ids, int past, IEnumerable<OrtValue> cache, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var numbers = Numbers(ids, past);
        using var options = new RunOptions();
        using var registration = cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
        try
        {
            return _session.Run(options, _inputNames, [.. numbers, .. cache], _outputNames);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InferenceException(
                $"The model '{_folder.Manifest.Id}' failed on {Device.Name} with {ids.Length} tokens behind {past}: {exception.Message} Try the device cpu, or export the model again.", exception);
        }
        finally
        {
            numbers.ForEach(number => number.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();

    private List<OrtValue> Numbers(ReadOnlySpan<int> ids, int past)
    {
        var values = new long[ids.Length];
        var positions = new long[ids.Length];
        for (var index = 0; index < ids.Length; index++)
        {
            (values[index], positions[index]) = (ids[index], past + index);
        }

        var mask = new long[past + ids.Length];
        Array.Fill(mask, 1);
        var tensors = new List<OrtValue> { Tensor(values) };
        if (_inputNames.Contains(Mask))
        {
            tensors.Add(Tensor(mask));
        }

        if (_inputNames.Contains(Positions))
        {
            tensors.Add(Tensor(positions));
        }

        return tensors;
    }

    private static OrtValue Tensor(long[] values) => OrtValue.CreateTensorValueFromMemory(values, [1, values.Length]);

    private void CheckNumbers()
    {
        foreach (var name in (string[])[Ids, Mask, Positions])
        {
            var isThere = _session.InputMetadata.TryGetValue(name, out var input);
            if ((name == Ids && !isThere) || (isThere && input!.ElementDataType != TensorElementType.Int64))
            {
                throw Wrong($"its input '{name}' is {(isThere ? "not of type int64" : "missing")}. Export it as a decoder (task text-generation-with-past).");
            }
        }

        if (!_session.OutputMetadata.TryGetValue(Logits, out var logits) || logits.Dimensions.Length != 3
            || logits.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw Wrong($"its output '{Logits}' is missing, or is not float [batch, tokens, vocabulary]. Export it as a decoder (task text-generation-with-past).");
        }
    }

    private CacheSlot Slot(string past)
    {
        var present = PresentPrefix + past[PastPrefix.Length..];
        var input = _session.InputMetadata[past];
        var isKnown = input.Dimensions is [_, > 0, _, > 0] && input.ElementDataType is TensorElementType.Float or TensorElementType.Float16;
        return isKnown && _session.OutputMetadata.TryGetValue(present, out var output) && output.ElementDataType == input.ElementDataType
            ? new CacheSlot(past, present, input.ElementDataType, input.Dimensions[1], input.Dimensions[3])
            : throw Wrong($"its cache '{past}' is not float [batch, heads, tokens, width] with an output '{present}' of the same kind. Export it with its cache (task text-generation-with-past).");
    }

    private ModelFormatException Wrong(string what) => new(_folder.ModelPath, $"{_folder.ModelPath}: {what}");
}
