using System.Text;

namespace PromptLsp.Benchmarks.Typing;

/// <summary>Prompts of a megabyte, the same in each run.</summary>
internal static class PromptShapes
{
    private const int Length = 1024 * 1024;

    private static readonly string[] _words =
        """
        the of and to in answer question document customer policy refund shipping within must never always please when model context return
        user system tokens language server editor prompt message example following information account order number date 2026 v1.2.3 https://example.org/a?b=c
        don't it's JSON `code` **bold** naïve résumé Zürich 日本語 пример λόγος 😀 42 3,141.59 (see below) — "quoted" snake_case camelCase HTTPServer
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("prose, 300 tags, 40 messages", Prose(40, 300, "openai/gpt-4.1")),
        ("over the window, text cut", Prose(40, 300, "openai/gpt-4o-mini")),
        ("one message, few tags", Prose(1, 12, "openai/gpt-4.1")),
        ("3,000 tags, 200 messages", Prose(200, 3000, "openai/gpt-4.1")),
        ("one run of a megabyte: a", Unbroken("a")),
        ("one run of a megabyte: _", Unbroken("_")),
        ("one run of a megabyte: spaces", Unbroken(" ")),
        ("one run of a megabyte: CJK", Unbroken("漢字仮名交文章例")),
        ("one run of a megabyte: letters", Unbroken(null)),
    ];

    /// <summary>The first line of the body: edits stay behind it.</summary>
    public static int FirstBodyLine(IReadOnlyList<string> lines) => lines.TakeWhile(line => line != "user:").Count() + 1;

    private static string Prose(int messages, int tags, string model)
    {
        var random = new Random(17);
        var text = Header(model);
        var lines = Length / 75;
        for (var line = 0; text.Length < Length; line++)
        {
            if (line % (lines / messages) == 0 && line > 0)
            {
                text.Append(line / (lines / messages) % 2 == 0 ? "\nuser:\n" : "\nassistant:\n");
            }

            text.Append(line % (lines / Math.Min(tags, lines)) == 0 ? Tag(line) : "").Append(Sentence(random)).Append(random.Next(8) == 0 ? "\n\n" : "\n");
        }

        return text.ToString();
    }

    private static string Tag(int line) => (line % 4) switch
    {
        0 => "{{ question }} ",
        1 => "{{ if is_new }}Welcome, {{ name | string.upcase }}. {{ end }}",
        2 => "{{ for d in items }}- {{ d }}{{ end }}",
        _ => "{{ name }}, ",
    };

    private static string Sentence(Random random)
    {
        var line = new StringBuilder();
        while (line.Length < 70)
        {
            line.Append(_words[random.Next(_words.Length)]).Append(random.Next(12) == 0 ? ". " : " ");
        }

        return line.ToString().TrimEnd();
    }

    private static string Unbroken(string? unit)
    {
        var random = new Random(5);
        var text = Header("openai/gpt-4.1").Append("Look at this: ");
        var length = Length / (unit is null ? 1 : Encoding.UTF8.GetByteCount(unit) / unit.Length);
        while (text.Length < length)
        {
            text.Append(unit ?? ((char)('a' + random.Next(26))).ToString());
        }

        return text.Append("\nWhat is it?\n").ToString();
    }

    private static StringBuilder Header(string model) => new StringBuilder($"---\nmodel: {model}\ninputs:\n").Append(
        """
          question: { type: string, required: true, sample: How do I reset my password? }
          name: Ada
          is_new: true
          items: { type: array, sample: [one, two, three] }
        ---
        system:
        You are {{ name }}. Answer {{ question }} for {{ items }} if {{ is_new }}.

        user:

        """);
}
