using CsCheck;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Tests.Text;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("modle", "model", 1)]
    [InlineData("ca", "abc", 3)]
    public void CountsEdits(string first, string second, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(first, second));
        Assert.Equal(distance, EditDistance.Between(second, first));
    }

    [Fact]
    public void LiesBetweenTheLengthsDifferenceAndTheLongerLength() =>
        Gen.Select(Gen.Char["ab"].Array[0, 8].Select(letters => new string(letters)), Gen.Char["ab"].Array[0, 8].Select(letters => new string(letters))).Sample((first, second) =>
        {
            var distance = EditDistance.Between(first, second);
            return distance >= Math.Abs(first.Length - second.Length) && distance <= Math.Max(first.Length, second.Length) && (distance == 0) == (first == second);
        });

    [Fact]
    public void SuggestsWhatIsNear()
    {
        Assert.Equal(new Suggestion("temperature", 2, IsUnique: true), EditDistance.Closest("temprature1", ["top_p", "temperature"]));
        Assert.Equal(new Suggestion("Model", 0, IsUnique: true), EditDistance.Closest("model", ["Model"]));
        Assert.Null(EditDistance.Closest("xyz", ["abc", "top_p"]));
        Assert.Null(EditDistance.Closest("", ["a"]));
        Assert.False(EditDistance.Closest("tap", ["top", "tip"])!.IsUnique);
    }
}
