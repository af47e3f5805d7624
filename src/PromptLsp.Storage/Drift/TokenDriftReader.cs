using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Drift;

/// <summary>Reads from the attempts of a database how providers' counts differ from ours.</summary>
public static class TokenDriftReader
{
    /// <summary>A line for each model that both have counted, in ordinal order; none where there is no database yet.</summary>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static ImmutableArray<TokenDrift> Read(SqliteDatabase database)
    {
        using var connection = database.OpenForReading();
        return connection is null ? [] : StoreErrors.Translate(database.Path, () => Read(connection));
    }

    private static ImmutableArray<TokenDrift> Read(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT * FROM token_drift ORDER BY model_id");
        using var rows = command.ExecuteReader();
        var found = ImmutableArray.CreateBuilder<TokenDrift>();
        while (rows.Read())
        {
            found.Add(new TokenDrift(
                rows.Text("model_id"),
                rows.Int("calls"),
                rows.Int("differing"),
                rows.Double("mean_difference"),
                rows.Int("max_difference"),
                rows.TextOrNull("differs_since") is { } since ? SqliteExtensions.ParseTime(since) : null));
        }

        return found.ToImmutable();
    }
}
