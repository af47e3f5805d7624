using CsCheck;
using PromptLsp.Models.Heads;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Heads;

public sealed class HeadFileTests
{
    private static readonly LinearHead _linear = new([[0.5, -1, 0.25, 3]], [0.125], 2);

    [Fact]
    public void A_head_comes_back_but_for_the_rounding_of_its_sparse_weights()
    {
        var row = new FeatureRow([0, 1], [1, 1], new float[] { 1, 1 });
        var back = HeadFile.Read(HeadFile.ToBytes(_linear), "head.bin");
        Assert.Equal(_linear.Score(row)[0], back.Score(row)[0], 0.01);

        var deep = new HiddenLayerHead(_linear, new LinearHead([[2]], [1], 0));
        Assert.Equal(deep.Score(row)[0], HeadFile.Read(HeadFile.ToBytes(deep), "head.bin").Score(row)[0], 0.02);
    }

    [Fact]
    public void A_damaged_file_is_a_clear_error() =>
        Gen.Select(Gen.Int[0, 60], Gen.Byte).Sample((at, value) =>
        {
            var bytes = HeadFile.ToBytes(_linear);
            bytes[at % bytes.Length] = value;
            ReadOrRefuse(bytes);
            ReadOrRefuse(bytes[..(at % bytes.Length)]);
        }, iter: 2000);

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            Assert.True(HeadFile.Read(bytes, "head.bin").Outputs > 0);
        }
        catch (ModelFormatException exception)
        {
            Assert.Contains("head.bin", exception.Message, StringComparison.Ordinal);
        }
    }
}
