using System.Diagnostics;
using System.Text;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Benchmarks;

/// <summary>The distribution of tokens over ten thousand rows of a suite: from its text to the figures in the lens.</summary>
internal sealed class RowsBenchmark : IBenchmark
{
    private const int Rows = 10_000;
    private const string PromptPath = "/w/support.prompt";

    private const string Sentence = "You answer the customers of a shop for bicycles, in short and plain words, and you say so when you do not know. ";

    /// <inheritdoc/>
    public string Name => "rows";

    /// <inheritdoc/>
    public string Description => "10,000 rows of a CSV file x a prompt of 4 KB: seconds and memory until the distribution is there";

    /// <inheritdoc/>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var counters = new TokenCounterProvider();
        counters.Find(TokenCounterProvider.O200kBase)!.Count("warm");
        Console.WriteLine($"{Rows:N0} rows, a prompt of {Prompt().Length:N0} characters, four values a row; one thread");
        Console.WriteLine($"{"",-34}{"seconds",9}{"MB allocated",14}{"MB held",9}{"peak MB",9}");
        for (var round = 1; round <= 3; round++)
        {
            var files = new MemoryFiles(new Dictionary<string, string> { ["support.prompt"] = Prompt(), ["a.eval.yaml"] = Suite, ["cases.csv"] = Cases() });
            var services = new WorkspaceServices(files, counters, TimeProvider.System, []) { Rows = new SuitePromptRows() };
            var host = new WorkspaceHost(services);
            var rows = Measure($"suite and rows read, round {round}", () => host.Current.Suites.RowsOf(PromptPath, cancellationToken).Length);
            Measure($"{rows:N0} rows counted, round {round}", () => host.Current.RowTokens.Refresh(host.Current, PromptPath, cancellationToken));
            var (edited, report) = Measure($"again after an edit, round {round}", () => Edit(host, cancellationToken));
            Console.WriteLine($"  {RowTokenText.Summary(report!.Report)}{(edited ? "" : " (not new)")}");
        }

        return Task.FromResult(0);

        (bool, RowFigures?) Edit(WorkspaceHost host, CancellationToken token)
        {
            var next = host.Apply(new WorkspaceChange.DocumentSet(PromptPath, Syntax.Text.SourceText.From(Prompt() + "\nBe brief.\n"), 2));
            return (next.RowTokens.Refresh(next, PromptPath, token), next.Analyze(PromptPath)!.RowTokens);
        }
    }

    private const string Suite = "prompts: [support.prompt]\nproviders: [openai/gpt-4o-mini]\ntests: [cases.csv]\n";

    private static T Measure<T>(string what, Func<T> work)
    {
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var result = work();
        var seconds = watch.Elapsed.TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        held = GC.GetTotalMemory(forceFullCollection: true) - held;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{what,-34}{seconds,9:0.00}{allocated / 1e6,14:N0}{held / 1e6,9:N1}{process.PeakWorkingSet64 / 1e6,9:N0}");
        return result;
    }

    private static string Prompt()
    {
        var text = new StringBuilder("---\nmodel: openai/gpt-4o-mini\ninputs:\n  name: { type: string }\n  question: { type: string }\n  tone: { type: string }\n  vip: { type: string }\n");
        text.Append("budget: { input_tokens: 975 }\n---\nsystem:\n");
        while (text.Length < 2000)
        {
            text.Append(Sentence);
        }

        text.Append("\n{{ if vip == 'yes' }}{{ name }} is a good customer: offer a discount.{{ end }}\nAnswer in a {{ tone }} tone.\n");
        while (text.Length < 3900)
        {
            text.Append(Sentence);
        }

        return text.Append("\n\nuser:\nMy name is {{ name }}.\nQuestion: {{ question }}\n").ToString();
    }

    private static string Cases()
    {
        var random = new Random(7);
        var words = "the a my bicycle chain does not turn when I push it hard and then there is noise from behind please help gears brake wheel order 4711 Straße 東京".Split(' ');
        var text = new StringBuilder("name,question,tone,vip\n");
        for (var i = 0; i < Rows; i++)
        {
            text.Append($"Customer {i},");
            text.AppendJoin(' ', Enumerable.Range(0, 5 + random.Next(60)).Select(_ => words[random.Next(words.Length)]));
            text.Append(i % 3 == 0 ? ",friendly,yes\n" : ",formal,no\n");
        }

        return text.ToString();
    }
}
