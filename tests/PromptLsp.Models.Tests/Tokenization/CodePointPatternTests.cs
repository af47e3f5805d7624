using PromptLsp.Models.Tokenization.Patterns;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class CodePointPatternTests
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Llama3 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Qwen2 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    [Theory]
    [InlineData(Gpt2, "I'll go  now\n", "I|'ll| go| | now|\n")]
    [InlineData(Gpt2, "x 𝐚𝐛𝟏𝟐😀é", "x| 𝐚𝐛|𝟏𝟐|😀|é")]
    [InlineData(Llama3, "I'LL 12345 𝟏𝟐𝟑𝟒", "I|'LL| |123|45| |𝟏𝟐𝟑|𝟒")]
    [InlineData(Llama3, "it'ſ a\r\n\r\n  b !?\n", "it|'ſ| a|\r\n\r\n| | b| !?\n")]
    [InlineData(Llama3, "😀𝐚𝐛 漢字", "😀𝐚𝐛| 漢字")]
    [InlineData(Qwen2, "a12 b", "a|1|2| b")]
    [InlineData(@"[\p{L}&&[^\p{Han}]]+|\p{Han}+", "ab漢字c", "ab|漢字|c")]
    [InlineData(@"a+?b|a++", "aab aaa", "aab|aaa")]
    [InlineData(@"(?<=x)y|(?<!x)z", "xyzxz", "y|z")]
    [InlineData(@"\bfoo\b", "foo food foo", "foo|foo")]
    [InlineData(@"[一-龥ࠀ-一가-퟿]+", "abc漢字한글", "漢字한글")]
    [InlineData(@"\x{1F600}|\u00e9|(?:ab){2,}", "😀éababab", "😀|é|ababab")]
    public void MatchesAreThoseOfTheReferencesEngines(string pattern, string text, string expected)
    {
        var matches = new List<string>();
        new CodePointPattern(pattern).ForEachMatch(text, (start, end) => matches.Add(text[start..end]));
        Assert.Equal(expected, string.Join('|', matches));
    }
}
