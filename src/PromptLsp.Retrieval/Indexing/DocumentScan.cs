using System.Collections.Immutable;
using System.Security.Cryptography;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Files;
using PromptLsp.Core.Retrieval;

namespace PromptLsp.Retrieval.Indexing;

/// <summary>The documents of an index as they are now.</summary>
/// <param name="Documents">Those that can be indexed, in ordinal order of their paths.</param>
/// <param name="Skipped">The others.</param>
internal sealed record DocumentScan(ImmutableArray<IndexedDocument> Documents, ImmutableArray<SkippedDocument> Skipped)
{
    /// <summary>Finds, reads and hashes the documents that the globs name.</summary>
    /// <exception cref="RetrievalException">No file matches.</exception>
    internal static DocumentScan Of(IWorkspaceFiles files, IndexConfiguration configuration, CancellationToken cancellationToken)
    {
        var documents = ImmutableArray.CreateBuilder<IndexedDocument>();
        var skipped = ImmutableArray.CreateBuilder<SkippedDocument>();
        foreach (var path in files.Find(files.RootPath, configuration.Include))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var relative = path[(files.RootPath.TrimEnd('/').Length + 1)..];
            var result = files.Read(path);
            if (result.Text is { HasInvalidBytes: false } text)
            {
                var hash = Convert.ToHexStringLower(SHA256.HashData(text.ToBytes()));
                documents.Add(new IndexedDocument(relative, hash, text.Text));
            }
            else
            {
                skipped.Add(new SkippedDocument(
                    relative, result.Text is null ? result.Reason : "It is no UTF-8 text: convert it, or leave it out of the globs."));
            }
        }

        return documents.Count + skipped.Count > 0
            ? new DocumentScan(documents.ToImmutable(), skipped.ToImmutable())
            : throw new RetrievalException(
                $"No file below {files.RootPath} matches 'include' of the index '{configuration.Name}' ({string.Join(", ", configuration.Include)}). Correct the globs in {WorkspaceConfiguration.FileName}.");
    }

    /// <summary>What differs from what is stored.</summary>
    internal IndexChanges ChangesSince(StoredIndexInfo? stored, bool isStale)
    {
        var before = stored?.Documents ?? ImmutableDictionary<string, string>.Empty;
        var now = Documents.Select(document => document.Path).ToHashSet(StringComparer.Ordinal);
        return new IndexChanges
        {
            Added = [.. Documents.Where(document => !before.ContainsKey(document.Path)).Select(document => document.Path)],
            Changed = [.. Documents.Where(document => before.TryGetValue(document.Path, out var hash) && hash != document.Hash).Select(document => document.Path)],
            Unchanged = [.. Documents.Where(document => before.TryGetValue(document.Path, out var hash) && hash == document.Hash).Select(document => document.Path)],
            Removed = [.. before.Keys.Where(path => !now.Contains(path)).Order(StringComparer.Ordinal)],
            Skipped = Skipped,
            IsStale = stored is not null && isStale,
        };
    }
}

/// <summary>A document and the hash of its bytes.</summary>
/// <param name="Path">Relative to the workspace root, with forward slashes.</param>
/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
/// <param name="Text">Its text.</param>
internal sealed record IndexedDocument(string Path, string Hash, string Text);
