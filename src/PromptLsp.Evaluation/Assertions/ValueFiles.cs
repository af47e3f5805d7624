using System.Text.Json;
using PromptLsp.Core.Files;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>
/// Reads expected values that stand in files: <c>file://expected.txt</c>, relative to the file that says so. Only what a suite's author writes is
/// looked up, never a variable's value; nothing outside the workspace is read and nothing is run.
/// </summary>
/// <param name="files">The workspace; null: there are no files, every reference is a problem.</param>
/// <param name="baseFile">The file that holds the references, absolute.</param>
internal sealed class ValueFiles(IWorkspaceFiles? files, string baseFile)
{
    private const string Scheme = "file://";

    /// <summary>True where the value is a reference, or a list with one.</summary>
    public static bool IsReference(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? JsonTexts.StringOf(value).StartsWith(Scheme, StringComparison.Ordinal)
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && IsReference(item));

    /// <summary>The value with the files' content: JSON and YAML as such, everything else as text without white space at its ends.</summary>
    public (JsonElement? Content, string? Problem) Load(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return LoadOne(JsonTexts.StringOf(value)[Scheme.Length..]);
        }

        var items = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            var (content, problem) = item.ValueKind == JsonValueKind.String && IsReference(item) ? LoadOne(JsonTexts.StringOf(item)[Scheme.Length..]) : (item, null);
            if (problem is not null)
            {
                return (null, problem);
            }

            items.Add(JsonTexts.Stringify(content!.Value));
        }

        return (JsonElement.Parse($"[{string.Join(',', items)}]"), null);
    }

    /// <summary>
    /// The absolute folder of a local model that is given by folder (a text with a slash, or one that starts with a dot); null for a name.
    /// Only folders of the workspace are taken.
    /// </summary>
    public (string? Folder, string? Problem) ResolveModel(string model)
    {
        if (!model.StartsWith('.') && !model.Contains('/', StringComparison.Ordinal) && !model.Contains('\\', StringComparison.Ordinal))
        {
            return (null, null);
        }

        if (files is null)
        {
            return (null, $"The model folder {model} cannot be read here. Give the name of an installed model.");
        }

        var (status, path) = files.Resolve(baseFile, model);
        return status == FileReadStatus.Ok
            ? (path, null)
            : (null, $"The model folder {model} lies outside the workspace {files.RootPath} and is not read.");
    }

    private (JsonElement? Content, string? Problem) LoadOne(string reference)
    {
        var extension = Path.GetExtension(reference).ToLowerInvariant();
        if (extension is ".js" or ".cjs" or ".mjs" or ".ts" or ".py" or ".rb" || reference.Contains(".js:", StringComparison.Ordinal) || reference.Contains(".py:", StringComparison.Ordinal))
        {
            return (null, $"The file {reference} is code, and code is not run. Write the expected value, or another assertion.");
        }

        if (files is null)
        {
            return (null, $"The file {reference} cannot be read here.");
        }

        var (status, path) = files.Resolve(baseFile, reference);
        if (status != FileReadStatus.Ok)
        {
            return (null, $"The file {reference} lies outside the workspace {files.RootPath} and is not read.");
        }

        var read = files.Read(path);
        return read.Text is { } text
            ? Parse(text.Text, extension, reference)
            : (null, $"The file {reference} cannot be read: {(read.Reason.Length > 0 ? read.Reason : "there is none.")}");
    }

    private static (JsonElement? Content, string? Problem) Parse(string text, string extension, string reference)
    {
        switch (extension)
        {
            case ".json":
                return JsonTexts.TryParse(text) is { } json ? (json, null) : (null, $"The file {reference} is not valid JSON.");
            case ".yaml" or ".yml":
                var yaml = YamlParser.Parse(text);
                var error = yaml.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
                return error is not null ? (null, $"The file {reference} is not valid YAML: {error.Message}")
                    : (yaml.Root is null ? JsonElement.Parse("null") : YamlValues.ToJson(yaml.Root), null);
            default:
                return (JsonElement.Parse(JsonTexts.Quote(JsText.Trim(text))), null);
        }
    }
}
