using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tests.Tokens;

/// <summary>Prompts rendered by the real renderer, without files.</summary>
internal static class RenderedPrompts
{
    public static TokenCounterProvider Counters { get; } = new();

    public static ITokenCounter O200k => Counters.Find(TokenCounterProvider.O200kBase)!;

    public static RenderedPrompt Render(string text, string values)
    {
        var renderer = new PromptRenderer(new NoFiles(), TimeProvider.System);
        using var document = JsonDocument.Parse(values);
        var variables = document.RootElement.EnumerateObject().ToImmutableDictionary(property => property.Name, property => property.Value.Clone());
        var result = renderer.Render(PromptDocument.Parse("/w/a.prompt", SourceText.From(text)), variables, RenderOptions.Strict, CancellationToken.None);
        Assert.True(result.Prompt is not null, string.Join('\n', result.Errors));
        return result.Prompt;
    }

    private sealed class NoFiles : IWorkspaceFiles
    {
        public string RootPath => "/w";

        public FileReadResult Read(string path) => new(FileReadStatus.NotFound, null, "There are no files here.");

        public (FileReadStatus Status, string Path) Resolve(string baseFile, string reference) => (FileReadStatus.NotFound, "");

        public IReadOnlyList<string> Find(string baseDirectory, IReadOnlyList<string> globs) => [];
    }
}
