using PromptLsp.Models.Devices;
using PromptLsp.Models.Generation;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Generation;

public sealed class CausalGraphTests : IDisposable
{
    private static readonly (string, string?, int, int[]) _ids = ("input_ids", null, TinyGraph.Int64, [0, 0]);
    private static readonly (string, string?, int, int[]) _logits = ("other", "logits", TinyGraph.Float, [0, 0, 9]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_graph_of_another_task_is_refused() => Refuses("its output 'logits' is missing", BuiltIn.Open().ModelPath);

    [Fact]
    public void A_graph_without_cache_says_how_to_export_it() =>
        Refuses("it has no key-value cache (past_key_values.*)", Write(_ids, _logits));

    [Fact]
    public void A_cache_that_does_not_come_out_again_is_refused() =>
        Refuses("its cache 'past_key_values.0.key' is not float", Write(_ids, _logits, ("past_key_values.0.key", "gone", TinyGraph.Float, [0, 2, 0, 4])));

    [Fact]
    public void A_cache_of_whole_numbers_is_refused() =>
        Refuses("its cache 'past_key_values.0.key' is not float", Write(_ids, _logits, ("past_key_values.0.key", "present.0.key", TinyGraph.Int64, [0, 2, 0, 4])));

    [Fact]
    public void A_cache_of_open_width_is_refused() =>
        Refuses("its cache 'past_key_values.0.key' is not float", Write(_ids, _logits, ("past_key_values.0.key", "present.0.key", TinyGraph.Float, [0, 2, 0, 0])));

    [Fact]
    public void An_input_that_nobody_fills_is_named() =>
        Refuses("its input 'other' is not known", Write(_ids, _logits, ("past_key_values.0.key", "present.0.key", TinyGraph.Float, [0, 2, 0, 4])));

    [Fact]
    public void Token_numbers_must_be_of_64_bits() =>
        Refuses("its input 'input_ids' is not of type int64", Write(("input_ids", null, TinyGraph.Float, [0, 0]), _logits));

    [Fact]
    public void A_file_that_is_no_graph_is_refused()
    {
        var path = _folder.Write("model.onnx", "no graph");
        Assert.ThrowsAny<ModelLoadException>(() => CausalGraph.Open(Folder(path), DeviceRequest.Cpu));
    }

    private string Write(params (string, string?, int, int[])[] values)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        File.WriteAllBytes(path, TinyGraph.Write(values));
        return path;
    }

    private static ModelFolder Folder(string path) =>
        new(Path.GetDirectoryName(path)!, BuiltIn.Open().Manifest with { ModelFile = Path.GetFileName(path) });

    private static void Refuses(string why, string path)
    {
        var exception = Assert.Throws<ModelFormatException>(() => CausalGraph.Open(Folder(path), DeviceRequest.Cpu));
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }
}
