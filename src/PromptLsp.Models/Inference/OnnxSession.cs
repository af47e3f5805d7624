using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Inference;

/// <summary>
/// One loaded encoder: token numbers in; one row of numbers a token, or one a text, out. Any number of callers may run it at once; each computes on its own
/// thread (one session with one thread inside and one caller a core is faster than one caller with several threads).
/// </summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelFolder _folder;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly bool _hasTypes;

    private OnnxSession(LoadedGraph graph, ModelFolder folder)
    {
        _session = graph.Session;
        _folder = folder;
        Device = graph.Device;
        Facts = graph.Facts;
        Shape = OutputShape.Of(folder);
        var inputs = folder.Manifest.Inputs;
        _hasTypes = _session.InputMetadata.ContainsKey(inputs.TokenTypeIds);
        _inputNames = _hasTypes ? [inputs.Ids, inputs.AttentionMask, inputs.TokenTypeIds] : [inputs.Ids, inputs.AttentionMask];
        CheckInputs();
        _outputNames = [ChooseOutput()];
    }

    /// <summary>What it computes on.</summary>
    public DeviceChoice Device { get; }

    /// <summary>What the graph says. Where it tells of a <see cref="GraphFacts.BatchDependence"/>, a batch must hold one text.</summary>
    public GraphFacts Facts { get; }

    /// <summary>The most texts of one batch that the graph bears without changing their results.</summary>
    public int MostTexts => Facts.BatchDependence is null ? int.MaxValue : 1;

    /// <summary>What a run gives.</summary>
    public OutputShape Shape { get; }

    /// <summary>Loads the graph. The file must have been verified before.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the file, or the graph is not of the form that the model's task needs.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static OnnxSession Open(ModelFolder folder, DeviceRequest request)
    {
        var graph = SessionFactory.Open(folder, request, WarmUp);
        try
        {
            return new OnnxSession(graph, folder);
        }
        catch (ModelFormatException)
        {
            graph.Session.Dispose();
            throw;
        }
    }

    /// <summary>Computes one batch on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before or during the run.</exception>
    /// <exception cref="InferenceException">The run failed.</exception>
    public ModelOutput Run(TokenBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long[] shape = [batch.Rows, batch.Columns];
        using var ids = Tensor(batch.Ids, shape);
        using var mask = Tensor(batch.AttentionMask, shape);
        using var types = Tensor(batch.TokenTypeIds, shape);
        using var options = new RunOptions();
        using var registration = cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
        try
        {
            return Sized(new ModelOutput(_session.Run(options, _inputNames, _hasTypes ? [ids, mask, types] : [ids, mask], _outputNames)), batch);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new InferenceException(
                $"The model '{_folder.Manifest.Id}' failed on {Device.Name} with {batch.Rows} × {batch.Columns} tokens: {exception.Message} " +
                "Try a smaller batch or the device cpu.",
                exception);
        }
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Runs one token through every input of the graph, whatever it is called.</summary>
    private static void WarmUp(InferenceSession session)
    {
        var names = session.InputMetadata.Where(input => input.Value.ElementDataType == TensorElementType.Int64).Select(input => input.Key).ToArray();
        var ones = names.Select(_ => OrtValue.CreateTensorValueFromMemory(new long[] { 1 }, [1, 1])).ToArray();
        try
        {
            using var options = new RunOptions();
            session.Run(options, names, ones, [.. session.OutputMetadata.Keys.Take(1)]).Dispose();
        }
        finally
        {
            Array.ForEach(ones, value => value.Dispose());
        }
    }

    private static OrtValue Tensor(Memory<long> values, long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);

    private ModelOutput Sized(ModelOutput output, TokenBatch batch)
    {
        var expected = (long)batch.Rows * (Shape.IsPerToken ? batch.Columns : 1) * Shape.Width;
        if (output.Values.Length == expected)
        {
            return output;
        }

        var actual = output.Values.Length;
        output.Dispose();
        throw Wrong($"its output '{_outputNames[0]}' has {actual} numbers for {batch.Rows} × {batch.Columns} tokens instead of {expected}: {Shape.WidthSource} is wrong.");
    }

    private void CheckInputs()
    {
        var missing = _inputNames.FirstOrDefault(name => !_session.InputMetadata.ContainsKey(name));
        var unknown = _session.InputMetadata.Keys.FirstOrDefault(name => !_inputNames.Contains(name));
        if (missing is not null || unknown is not null)
        {
            throw Wrong($"its inputs are {string.Join(", ", _session.InputMetadata.Keys)}; expected {string.Join(", ", _inputNames)}.");
        }

        var other = _inputNames.FirstOrDefault(name => _session.InputMetadata[name].ElementDataType != TensorElementType.Int64);
        if (other is not null)
        {
            throw Wrong($"its input '{other}' is not of type int64.");
        }
    }

    private string ChooseOutput()
    {
        var outputs = _session.OutputMetadata;
        var name = _folder.Manifest.Output ?? (outputs.ContainsKey(Shape.Name) ? Shape.Name : outputs.Keys.First());
        if (!outputs.TryGetValue(name, out var output))
        {
            throw Wrong($"it has no output '{name}'; its outputs are {string.Join(", ", outputs.Keys)}.");
        }

        if (output.ElementDataType != TensorElementType.Float || output.Dimensions.Length != (Shape.IsPerToken ? 3 : 2))
        {
            throw Wrong($"its output '{name}' is not float32 [batch, {(Shape.IsPerToken ? "sequence, " : "")}{Shape.Width}].");
        }

        var width = output.Dimensions[^1];
        return width < 0 || width == Shape.Width
            ? name
            : throw Wrong($"its output '{name}' has {width} numbers a row: {Shape.WidthSource} does not fit.");
    }

    private ModelFormatException Wrong(string what) => new(_folder.ModelPath, $"{_folder.ModelPath}: {what} Correct the model's facts, or export it again.");
}
