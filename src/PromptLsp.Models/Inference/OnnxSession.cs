using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Inference;

/// <summary>
/// One loaded BERT graph: token numbers in, one vector a token out. Any number of callers may run it at once; each computes on its own thread
/// (one session with one thread inside and one caller a core is faster than one caller with several threads).
/// </summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelFolder _folder;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly bool _hasTypes;

    private OnnxSession(InferenceSession session, ModelFolder folder, DeviceChoice device)
    {
        _session = session;
        _folder = folder;
        Device = device;
        var inputs = folder.Manifest.Inputs;
        _hasTypes = session.InputMetadata.ContainsKey(inputs.TokenTypeIds);
        _inputNames = _hasTypes ? [inputs.Ids, inputs.AttentionMask, inputs.TokenTypeIds] : [inputs.Ids, inputs.AttentionMask];
        CheckInputs();
        _outputNames = [ChooseOutput()];
    }

    /// <summary>What it computes on.</summary>
    public DeviceChoice Device { get; }

    /// <summary>Loads the graph. The file must have been verified before.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the file, or the graph is not of the expected form.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static OnnxSession Open(ModelFolder folder, DeviceRequest request)
    {
        var available = OnnxRuntimeLibrary.Environment.GetAvailableProviders();
        var problems = new List<(DeviceRequest, string)>();
        foreach (var device in ExecutionProviders.Candidates(request, available))
        {
            using var options = Options();
            if (!ExecutionProviders.TryAppend(options, device, out var problem))
            {
                problems.Add((device, problem));
                continue;
            }

            try
            {
                var session = new InferenceSession(folder.ModelPath, options);
                return Checked(session, folder, ExecutionProviders.Describe(request, device, problems, available));
            }
            catch (OnnxRuntimeException exception) when (device != DeviceRequest.Cpu)
            {
                problems.Add((device, exception.Message));
            }
            catch (OnnxRuntimeException exception)
            {
                throw new ModelFormatException(folder.ModelPath,
                    $"{folder.ModelPath}: ONNX Runtime cannot load it: {exception.Message} The file is damaged, or made for a newer version: fetch or export the model again.",
                    exception);
            }
        }

        throw new InvalidOperationException("The processor is always a candidate.");
    }

    /// <summary>Computes one batch on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before or during the run.</exception>
    /// <exception cref="InferenceException">The run failed.</exception>
    public HiddenStates Run(TokenBatch batch, CancellationToken cancellationToken)
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
            return Sized(new HiddenStates(_session.Run(options, _inputNames, _hasTypes ? [ids, mask, types] : [ids, mask], _outputNames)), batch);
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

    private static OnnxSession Checked(InferenceSession session, ModelFolder folder, DeviceChoice device)
    {
        try
        {
            return new OnnxSession(session, folder, device);
        }
        catch (ModelFormatException)
        {
            session.Dispose();
            throw;
        }
    }

    private static SessionOptions Options() => new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,

        // A plan of memory is kept for every shape that was ever run; with padding by batch there are thousands.
        EnableMemoryPattern = false,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    private static OrtValue Tensor(Memory<long> values, long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);

    private HiddenStates Sized(HiddenStates states, TokenBatch batch)
    {
        var expected = (long)batch.Rows * batch.Columns * _folder.Manifest.Dimension;
        if (states.Values.Length == expected)
        {
            return states;
        }

        var actual = states.Values.Length;
        states.Dispose();
        throw Wrong($"its output '{_outputNames[0]}' has {actual} numbers for {batch.Rows} × {batch.Columns} tokens instead of {expected}: the dimension {_folder.Manifest.Dimension} is wrong.");
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
        var name = _folder.Manifest.Output
            ?? (outputs.ContainsKey("last_hidden_state") ? "last_hidden_state" : outputs.Keys.First());
        if (!outputs.TryGetValue(name, out var output))
        {
            throw Wrong($"it has no output '{name}'; its outputs are {string.Join(", ", outputs.Keys)}.");
        }

        return output.ElementDataType == TensorElementType.Float && output.Dimensions.Length == 3
            ? name
            : throw Wrong($"its output '{name}' is not float32 [batch, sequence, dimension].");
    }

    private ModelFormatException Wrong(string what) => new(_folder.ModelPath, $"{_folder.ModelPath}: {what} Export the model as a BERT encoder.");
}
