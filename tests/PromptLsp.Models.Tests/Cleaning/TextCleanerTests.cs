using CsCheck;
using PromptLsp.Models.Cleaning;

namespace PromptLsp.Models.Tests.Cleaning;

public sealed class TextCleanerTests
{
    [Theory]
    [InlineData("<p>one &amp; <b>two</b></p>", " one &  two  ")]
    [InlineData("a <!-- x > y --> b<script src='x'>if (a < b) {}</script>c", "a   b c")]
    [InlineData("1 < 2 && 3 > 2 &unknown; <", "1 < 2 && 3 > 2 &unknown; <")]
    [InlineData("<b never closed <i too", "<b never closed <i too")]
    [InlineData("&lt;b&gt; &#x1F600; &eacute;", "<b> 😀 é")]
    public void HtmlIsTakenAway(string text, string expected) => Assert.Equal(expected, Clean(text, new TextCleaningOptions { StripsHtml = true }));

    [Theory]
    [InlineData(UrlRule.Replace, "see https://example.org/a?b=c, or (www.example.org).", "see URL, or (URL).")]
    [InlineData(UrlRule.Remove, "HTTP://EXAMPLE.ORG end", " end")]
    [InlineData(UrlRule.Replace, "xhttp://a.b http:// www. www", "xhttp://a.b http:// www. www")]
    public void AddressesAreTakenAwayOrReplaced(UrlRule rule, string text, string expected) => Assert.Equal(expected, Clean(text, new TextCleaningOptions { Urls = rule }));

    [Theory]
    [InlineData(UnicodeForm.Nfc, "e\u0301", "\u00e9")]
    [InlineData(UnicodeForm.Nfd, "\u00e9", "e\u0301")]
    [InlineData(UnicodeForm.Nfkc, "\ufb01\uff21", "fiA")]
    [InlineData(UnicodeForm.Nfkd, "\ufb01\u00e9", "fie\u0301")]
    public void UnicodeIsNormalised(UnicodeForm form, string text, string expected) => Assert.Equal(expected, Clean(text, new TextCleaningOptions { Unicode = form }));

    [Fact]
    public void StepsFollowEachOtherAndPlacesLeadBack()
    {
        const string text = "<p>  Visit   https://a.example  in BERLIN &amp; Ｒome </p>";
        var cleaned = new TextCleaner(new TextCleaningOptions { StripsHtml = true, Urls = UrlRule.Replace, Unicode = UnicodeForm.Nfkc, Lowercases = true, CollapsesSpace = true }).Clean(text);
        Assert.Equal("visit url in berlin & rome", cleaned.Text);
        foreach (var (word, source) in new[] { ("visit", "Visit"), ("berlin", "BERLIN"), ("rome", "Ｒome") })
        {
            var start = cleaned.Text.IndexOf(word, StringComparison.Ordinal);
            var (from, to) = cleaned.SourceOf(start, start + word.Length);
            Assert.Equal(source, text[from..to]);
        }
    }

    [Fact]
    public void AnyTextIsCleanedWithPlacesInsideIt() =>
        Gen.String[Gen.Char["<>/!-&;:abhtpsw.w \u0301\ufb01\ud83d\ude00"], 0, 60].Sample(
            text =>
            {
                var cleaned = new TextCleaner(new TextCleaningOptions { StripsHtml = true, Urls = UrlRule.Remove, Unicode = UnicodeForm.Nfkc, Lowercases = true, CollapsesSpace = true }).Clean(text);
                for (var index = 0; index < cleaned.Text.Length; index++)
                {
                    var (start, end) = cleaned.SourceOf(index, index + 1);
                    Assert.True(start >= 0 && start <= end && end <= text.Length);
                }
            },
            iter: 2000);

    [Fact]
    public void NothingAskedForChangesNothing() => Assert.Equal(" A <b> http://a.b ", Clean(" A <b> http://a.b ", new TextCleaningOptions()));

    private static string Clean(string text, TextCleaningOptions options) => new TextCleaner(options).Clean(text).Text;
}
