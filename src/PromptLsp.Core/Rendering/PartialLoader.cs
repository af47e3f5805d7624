using PromptLsp.Core.Files;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>Finds and parses partials. Nothing outside the workspace is opened.</summary>
internal sealed class PartialLoader(IWorkspaceFiles files)
{
    /// <summary>The kinds of files that can be partials, in the order in which they are tried where the path names none.</summary>
    public static readonly string[] Extensions = [".prompt", ".scriban", ".liquid", ".md", ".txt"];

    private readonly Dictionary<string, TemplateFile> _loaded = [];

    /// <summary>The partial that <paramref name="reference"/> means in <paramref name="baseFile"/>, or why there is none.</summary>
    public PartialResult Load(string baseFile, string reference, TemplateLanguage language)
    {
        if (reference.Length == 0)
        {
            return new PartialResult(FileReadStatus.NotFound, null, "The path of the partial is empty.");
        }

        var result = new PartialResult(FileReadStatus.NotFound, null, "");
        foreach (var candidate in Candidates(reference))
        {
            result = TryLoad(baseFile, candidate, language);
            if (result.Status != FileReadStatus.NotFound)
            {
                return result;
            }
        }

        return result with { Reason = $"There is no partial `{reference}` beside this file. Tried {string.Join(", ", Candidates(reference))}." };
    }

    private static string[] Candidates(string reference) =>
        Extensions.Any(extension => reference.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            ? [reference]
            : [.. Extensions.Select(extension => reference + extension)];

    private PartialResult TryLoad(string baseFile, string reference, TemplateLanguage language)
    {
        var (status, path) = files.Resolve(baseFile, reference);
        if (status != FileReadStatus.Ok)
        {
            return new PartialResult(status, null, $"`{reference}` lies outside the workspace. Partials are read from inside it only, by a relative path.");
        }

        if (_loaded.TryGetValue(path, out var known))
        {
            return new PartialResult(FileReadStatus.Ok, known, "");
        }

        var read = files.Read(path);
        if (read.Text is null)
        {
            return new PartialResult(read.Status, null, read.Reason);
        }

        var file = Parse(path, read.Text, language);
        _loaded[path] = file;
        return new PartialResult(FileReadStatus.Ok, file, "");
    }

    private static TemplateFile Parse(string path, SourceText text, TemplateLanguage language)
    {
        if (path.EndsWith(".prompt", StringComparison.OrdinalIgnoreCase))
        {
            return TemplateFile.ForPartial(path, text, PromptParser.Parse(text, path, language).Template);
        }

        var own = path.EndsWith(".liquid", StringComparison.OrdinalIgnoreCase) ? TemplateLanguage.Liquid : language;
        return TemplateFile.ForPartial(path, text, TemplateParser.Parse(text.Text, 0, own, path));
    }
}

/// <summary>A partial, or why there is none.</summary>
internal sealed record PartialResult(FileReadStatus Status, TemplateFile? File, string Reason);
