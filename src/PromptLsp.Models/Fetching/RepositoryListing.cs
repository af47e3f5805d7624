using System.Text.Json;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>Reads the list of a repository's files (the Hub's <c>api/models/ID/tree/REVISION?recursive=true</c>).</summary>
internal static class RepositoryListing
{
    private const int MostFiles = 5_000;

    /// <exception cref="ModelInstallException">It is no such list, or names a file that may not be written.</exception>
    public static IReadOnlyList<RemoteFile> Read(ReadOnlyMemory<byte> json, ModelSource source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() > MostFiles)
            {
                throw Wrong(source, document.RootElement.ValueKind == JsonValueKind.Array ? $"has more than {MostFiles} entries" : "is no list");
            }

            return [.. document.RootElement.EnumerateArray().Where(entry => Text(entry, "type") == "file" && !IsHidden(Text(entry, "path"))).Select(entry => File(entry, source))];
        }
        catch (JsonException exception)
        {
            throw Wrong(source, $"is no JSON: {exception.Message}");
        }
    }

    private static RemoteFile File(JsonElement entry, ModelSource source)
    {
        var path = RepositoryPath.Check(Text(entry, "path") ?? throw Wrong(source, "has an entry without a path"));
        var lfs = entry.TryGetProperty("lfs", out var large) && large.ValueKind == JsonValueKind.Object ? large : (JsonElement?)null;
        var checksum = Text(lfs ?? entry, "oid") ?? "";
        if (!FileChecksum.IsOne(checksum) || !(lfs ?? entry).TryGetProperty("size", out var size) || !size.TryGetInt64(out var bytes) || bytes < 0)
        {
            throw Wrong(source, $"tells no size or checksum of '{path}'");
        }

        return new RemoteFile(path, bytes, new FileChecksum(checksum));
    }

    // .gitattributes and the like are never fetched.
    private static bool IsHidden(string? path) => path is not null && path.Split('/').Any(part => part.StartsWith('.') && part != "." && !part.StartsWith("..", StringComparison.Ordinal));

    private static string? Text(JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ModelInstallException Wrong(ModelSource source, string what) =>
        new($"The list of files of '{source.Id}' from {source.Endpoint.Host} {what}. Is it a server in the layout of the Hugging Face Hub?");
}
