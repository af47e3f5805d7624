using System.Globalization;
using System.Text;

namespace PromptLsp.Testing.Tokens;

/// <summary>Texts of thirteen kinds for tokenizers, the same ones each time: words are drawn from a Zipf-like distribution over made-up stems.</summary>
public static class TokenCorpus
{
    private static readonly string[] _syllables =
    [
        "ta", "re", "in", "con", "ment", "pro", "ing", "er", "al", "is", "o", "un", "der", "able", "ver", "st", "ex", "pre", "ion", "ly", "ac", "com", "de", "sub", "ness", "ful",
    ];

    private static readonly string[] _words = [.. MakeWords(6_000)];
    private static readonly string[][] _cjkWords = [MakeScript(0x4E00, 0x5FFF, 3, ""), MakeScript(0x3041, 0x3096, 5, ""), MakeScript(0xAC00, 0xB7FF, 4, "")];

    private static readonly string[][] _spacedWords =
    [
        MakeScript(0x0621, 0x064A, 7, "\u064E\u0651"), MakeScript(0x0905, 0x0939, 5, "\u093E\u094D\u0902"), MakeScript(0x0E01, 0x0E2E, 6, "\u0E31\u0E34\u0E48"), MakeScript(0x0430, 0x044F, 8, ""),
    ];

    private static readonly string[] _common =
    [
        "the", "of", "and", "to", "a", "in", "is", "that", "it", "was", "for", "on", "are", "with", "as", "they", "be", "at", "one", "have", "this", "from", "or", "had", "by", "not",
        "but", "some", "what", "there", "we", "can", "out", "other", "were", "all", "your", "when", "up", "use", "word", "how", "said", "each", "she", "which", "their", "time", "will",
        "way", "about", "many", "then", "them", "would", "write", "like", "these", "her", "long", "make", "thing", "see", "him", "two", "has", "look", "more", "day", "could", "go", "come",
        "did", "my", "sound", "no", "most", "number", "who", "over", "know", "water", "than", "call", "first", "people", "may", "down", "side", "been", "now", "find", "customer", "account",
        "password", "order", "invoice", "please", "answer", "question", "document", "language", "model", "token", "prompt", "context", "window", "server", "response", "request", "user",
    ];

    /// <summary>The kinds, each with a function that gives one document of about 10,000 characters.</summary>
    public static IReadOnlyList<(string Name, Func<Random, string> Make)> Kinds { get; } =
    [
        ("prose", random => Prose(random, false)),
        ("code", Code),
        ("json", Json),
        ("markdown", Markdown),
        ("cjk", random => Scripts(random, "", _cjkWords)),
        ("emoji", Emoji),
        ("arabic-hindi-thai", random => Scripts(random, " ", _spacedWords)),
        ("numbers", Numbers),
        ("white space", WhiteSpace),
        ("urls", Urls),
        ("base64", random => Base64(random)),
        ("mixed", random => Prose(random, true)),
        ("adversarial", Adversarial),
    ];

    /// <summary>Documents of all kinds in turn, until they have at least so many UTF-8 bytes.</summary>
    public static IReadOnlyList<string> Documents(long bytes, int seed = 1)
    {
        var random = new Random(seed);
        var documents = new List<string>();
        for (var total = 0L; total < bytes; total += Encoding.UTF8.GetByteCount(documents[^1]))
        {
            documents.Add(Kinds[documents.Count % Kinds.Count].Make(random));
        }

        return documents;
    }

    private static IEnumerable<string> MakeWords(int count)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => _syllables[random.Next(_syllables.Length)]));
        }
    }

    private static string Word(Random random) => random.Next(3) > 0
        ? _common[(int)(_common.Length * random.NextDouble() * random.NextDouble())]
        : _words[(int)(_words.Length * random.NextDouble() * random.NextDouble() * random.NextDouble())];

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static string Build(Action<StringBuilder> step, int length = 10_000)
    {
        var text = new StringBuilder(length + 500);
        while (text.Length < length)
        {
            step(text);
        }

        return text.ToString();
    }

    private static string Prose(Random random, bool mixed) => Build(text =>
    {
        var words = random.Next(6, 22);
        for (var i = 0; i < words; i++)
        {
            var word = Word(random);
            text.Append(i == 0 ? Capital(word) : word);
            if (random.Next(40) == 0)
            {
                text.Append(Pick(random, "'s", "n't", "'ll", "’s", "'RE", "'d"));
            }

            if (mixed && random.Next(12) == 0)
            {
                text.Append(Pick(random, " é", "ñandú", "—", " “quoted”", " naïve", " Straße", " 北京", " Привет", "🙂", " ½", "…", "\u00A0", " e\u0301"));
            }

            text.Append(i == words - 1 ? Pick(random, ". ", ".\n", "! ", "? ", ".\n\n") : random.Next(9) == 0 ? ", " : " ");
        }
    });

    private static string Code(Random random) => Build(text =>
    {
        var indent = new string(' ', 4 * random.Next(5));
        var name = Word(random) + Capital(Word(random));
        text.Append(indent).Append(random.Next(7) switch
        {
            0 => $"public int {Capital(name)}(string {Word(random)}, int {Word(random)})\n{indent}{{\n",
            1 => $"if ({name}.Count > {random.Next(1000)} && !{Word(random)}) {{\n",
            2 => $"// {Word(random)} {Word(random)} {Word(random)}'s {Word(random)}\n",
            3 => $"return {name}[{random.Next(16)}] ?? \"{Word(random)} {Word(random)}\";\n",
            4 => $"}}\n\n",
            5 => $"for (var i = 0; i < {name}_{Word(random)}.Length; i++)\t/* {Word(random)} */\r\n",
            _ => $"const {name.ToUpperInvariant()} = {Word(random)}.{name}(x => x.{Capital(Word(random))});\n",
        });
    });

    private static string Json(Random random) => Build(text => text.Append(
        CultureInfo.InvariantCulture,
        $"{{\"{Word(random)}_id\": {random.Next(100000)}, \"{Word(random)}\":\"{Word(random)} {Word(random)}\",\"values\":[{random.NextDouble():R},{random.Next(99)},null,true],\n  \"{Word(random)}\": {{}}}},\n"));

    private static string Markdown(Random random) => Build(text => text.Append(random.Next(6) switch
    {
        0 => $"\n## {Capital(Word(random))} {Word(random)}\n\n",
        1 => $"- **{Word(random)}**: {Word(random)} {Word(random)} `{Word(random)}.{Word(random)}()`\n",
        2 => $"| {Word(random)} | {random.Next(100)} | {Word(random)} |\n|---|---:|:---|\n",
        3 => $"```python\nprint(\"{Word(random)}\")\n```\n",
        4 => $"1. [{Word(random)}](https://example.com/{Word(random)}#{Word(random)})  \n",
        _ => $"> {Capital(Word(random))} {Word(random)}, {Word(random)} _{Word(random)}_ {Word(random)}.\n",
    }));

    private static string Scripts(Random random, string separator, string[][] lexicons)
    {
        var words = Pick(random, lexicons);
        return Build(text => text
            .Append(words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))])
            .Append(random.Next(12) == 0 ? Pick(random, "。", "、", "، ", "। ", ".\n", "? ") : separator), 4_000);
    }

    /// <summary>Words of a script: few letters often, many seldom, as in writing, with its marks here and there.</summary>
    private static string[] MakeScript(int first, int last, int longest, string marks)
    {
        var random = new Random(first);
        return [.. Enumerable.Range(0, 2_500).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ =>
            (char)(first + (int)((last - first + 1) * Math.Pow(random.NextDouble(), 2))) + (marks.Length > 0 && random.Next(4) == 0 ? $"{marks[random.Next(marks.Length)]}" : ""))))];
    }

    private static string Emoji(Random random) => Build(text => text.Append(Pick(
        random, "😀", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "❤️", " 🚀🚀", "🇩🇪", "☕", "✔ ", Word(random) + " ", char.ConvertFromUtf32(0x1F300 + random.Next(0x350)))), 5_000);

    private static string Numbers(Random random) => Build(text => text
        .Append(new string('0', random.Next(2))).Append(random.NextInt64(1L << random.Next(1, 50))).Append(Pick(random, " ", ",", ".", "\n", "-", ": ", "%", " €", "e", "٣", "²")));

    private static string WhiteSpace(Random random) => Build(text => text
        .Append(Pick(random, ' ', ' ', ' ', '\n', '\t', '\r', '\u00A0', '\u3000', '\u000B'), random.Next(1, 30))
        .Append(Pick(random, "", "\r\n", "\n \n", "x", ";\n  \n", "\n//", " a", "1", " ;\n\n\t\t")));

    private static string Urls(Random random) => Build(text => text
        .Append(Pick(random, "https://", "http://www.", "ftp://", "/usr/", "C:\\"))
        .Append(Word(random)).Append(Pick(random, ".com/", ".org/", "/", "\\")).Append(Word(random)).Append(Pick(random, "?q=", "/", ".html#", "%20"))
        .Append(Word(random)).Append(Pick(random, "&id=" + random.Next(9999), "", "/index.php")).Append(Pick(random, "\n", " ", ")", "\"")));

    private static string Base64(Random random)
    {
        var bytes = new byte[7_500];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes, random.Next(2) == 0 ? Base64FormattingOptions.InsertLineBreaks : Base64FormattingOptions.None);
    }

    private static string Adversarial(Random random) => Build(text => _ = random.Next(5) switch
    {
        0 => text.Append(Pick(random, 'a', '_', ' ', '-', '=', '\n', '中', 'é', '0', '/', 'A'), random.Next(1, 400)),
        1 => text.Append(Pick(random, "<|endoftext|>", "<|im_start|>", "don't's", "'ſ", "I'LL'VE", "ABCdefGHI", "aA", "ǅ", "ʰA", "\u0301", ";\n//;\n", "\uD83D", "\uDC4D")),
        2 => AppendRandom(text, random, 200, 'a', 26),
        3 => AppendRandom(text, random, 100, ' ', 95),
        _ => AppendRandom(text, random, 60, 0x80, 0x2FF0),
    });

    private static StringBuilder AppendRandom(StringBuilder text, Random random, int length, int first, int count)
    {
        for (var i = 0; i < length; i++)
        {
            text.Append((char)(first + random.Next(count)));
        }

        return text;
    }
}
