using CsCheck;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Tests.JavaScript;

public sealed class JsRegexTests
{
    /// <summary>Outcomes taken from a JavaScript engine (V8).</summary>
    [Theory]
    [InlineData("^(?:(a)|b)*\\1$", "ab", true)]
    [InlineData("^(?:(a)|b)*\\1$", "aba", false)]
    [InlineData("(?<=(\\d)(\\d))x\\1\\2", "12x12", true)]
    [InlineData("(?<n>a)(b)\\2\\k<n>", "abba", true)]
    [InlineData("\\k<n>", "k<n>", true)]
    [InlineData("(z)((a+)?(b+)?(c))*", "zaacbbbcac", true)]
    [InlineData("^(?=(a))*\\1b", "ab", true)]
    [InlineData("\\cA|\\c1", "\\c1", true)]
    [InlineData("[\\c1]", "\u0011", true)]
    [InlineData("\\400", "\u00200", true)]
    [InlineData("\\0", "\0", true)]
    [InlineData("a{0}b", "b", true)]
    [InlineData("(?:)*", "", true)]
    [InlineData("[a-z-[aeiou]]", "e]", true)]
    [InlineData("[a-z-[aeiou]]", "e", false)]
    [InlineData("[^\\D]", "5", true)]
    [InlineData("\\Bx", "ax", true)]
    [InlineData("x\\z", "xz", true)]
    [InlineData("(?<a>.)(?<b>.)\\k<b>\\k<a>", "xyyx", true)]
    public void MatchesWhatJavaScriptMatches(string pattern, string text, bool expected) =>
        Assert.Equal(expected, JsRegex.Compile(pattern).IsMatch(text));

    [Theory]
    [InlineData("(?<n>a)(?<n>b)", "Duplicate capture group name")]
    [InlineData("(?<1>a)", "Invalid capture group name")]
    [InlineData("(?<n>a)\\k<m>", "Invalid named capture referenced")]
    [InlineData("(?<n>a)\\k", "Invalid named reference")]
    [InlineData("a)", "Unmatched ')'")]
    [InlineData("[b-a]", "Range out of order")]
    [InlineData("[a", "Unterminated character class")]
    [InlineData("a\\", "\\ at end of pattern")]
    [InlineData("(?<=a)*", "Nothing to repeat")]
    [InlineData("^*", "Nothing to repeat")]
    [InlineData("a**", "Nothing to repeat")]
    [InlineData("a{2}{3}", "Nothing to repeat")]
    [InlineData("(?i)a", "Invalid group")]
    public void RefusesWhatJavaScriptRefuses(string pattern, string expected) =>
        Assert.StartsWith(expected, JsRegex.Problem(pattern), StringComparison.Ordinal);

    [Fact]
    public void AnyPatternIsCompiledOrRefused()
    {
        Gen.Char["a()[]{}2,*+?\\^$|.-<>=!:k1cué\uD83D"].Array[0, 14].Select(characters => new string(characters)).Sample(pattern => Assert.NotEqual("", JsRegex.Problem(pattern)));
    }

    [Fact]
    public void EscapedTextMatchesItself() =>
        Gen.String.Sample(text => Assert.Matches(JsRegex.Compile($"^{JsRegex.Escape(text)}$"), text));
}
