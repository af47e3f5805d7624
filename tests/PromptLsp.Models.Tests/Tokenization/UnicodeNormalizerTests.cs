using System.Text;
using CsCheck;
using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class UnicodeNormalizerTests
{
    [Theory]
    [InlineData("\u00C5ﬁ①", "\u00C5ﬁ①", "A\u030Aﬁ①", "\u00C5fi1", "A\u030Afi1")]
    [InlineData("e\u0301\u0323", "\u1EB9\u0301", "e\u0323\u0301", "\u1EB9\u0301", "e\u0323\u0301")]
    [InlineData("\u212B\u2126", "\u00C5\u03A9", "A\u030A\u03A9", "\u00C5\u03A9", "A\u030A\u03A9")]
    [InlineData("한", "한", "\u1112\u1161\u11AB", "한", "\u1112\u1161\u11AB")]
    [InlineData("\u1112\u1161\u11AB", "한", "\u1112\u1161\u11AB", "한", "\u1112\u1161\u11AB")]
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323", "\u017F\u0323\u0307", "\u1E69", "s\u0323\u0307")]
    [InlineData("\uD835\uDC00", "\uD835\uDC00", "\uD835\uDC00", "A", "A")]
    public void FormsAreThoseOfTheStandard(string text, string nfc, string nfd, string nfkc, string nfkd)
    {
        Assert.Equal(nfc, Form(text, false, true));
        Assert.Equal(nfd, Form(text, false, false));
        Assert.Equal(nfkc, Form(text, true, true));
        Assert.Equal(nfkd, Form(text, true, false));
    }

    [Fact]
    public void NormalizingTwiceChangesNothing() =>
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Array[0, 12].Select(points => string.Concat(points.Select(char.ConvertFromUtf32))).Sample(
            text =>
            {
                foreach (var isCompatible in new[] { false, true })
                {
                    var composed = Form(text, isCompatible, true);
                    var decomposed = Form(text, isCompatible, false);
                    Assert.Equal(composed, Form(composed, isCompatible, true));
                    Assert.Equal(decomposed, Form(decomposed, isCompatible, false));
                    Assert.Equal(composed, Form(decomposed, isCompatible, true));
                    Assert.Equal(decomposed, Form(composed, isCompatible, false));
                }
            },
            iter: 3000);

    private static string Form(string text, bool isCompatible, bool composes) =>
        new UnicodeNormalizer(isCompatible, composes).Normalize(new AlignedText(text.AsMemory(), 0)).Span.ToString();
}
