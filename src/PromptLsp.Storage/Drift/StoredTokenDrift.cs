using System.Collections.Immutable;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Files;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Files;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Drift;

/// <summary>Brings what the workspace's database knows of providers' counts to the editor.</summary>
public sealed class StoredTokenDrift : ITokenDriftSource
{
    /// <inheritdoc/>
    public ImmutableArray<TokenDrift> Read(IWorkspaceFiles files, WorkspaceConfiguration configuration)
    {
        try
        {
            return TokenDriftReader.Read(new SqliteDatabase(StorePath.Of(files, configuration)));
        }
        catch (StoreException)
        {
            // A lens must not fail for the database's sake: whoever runs anything is told, and doctor tells at any time.
            return [];
        }
    }
}
