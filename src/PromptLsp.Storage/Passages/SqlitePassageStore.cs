using Microsoft.Data.Sqlite;
using PromptLsp.Core.Results;
using PromptLsp.Core.Retrieval;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Passages;

/// <summary>
/// Indexes in SQLite: passages with their vectors, and an FTS5 table for each index. Reading makes no file. Every method throws
/// <see cref="StoreException"/> where the database cannot be used.
/// </summary>
public sealed class SqlitePassageStore(SqliteDatabase database) : IPassageStore
{
    /// <inheritdoc/>
    public Task<StoredIndexInfo?> GetInfoAsync(string index, CancellationToken cancellationToken) =>
        ReadAsync<StoredIndexInfo?>(index, null, (_, _, info) => info, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The passages contradict <paramref name="info"/>.</exception>
    public Task ReplaceAsync(StoredIndexInfo info, IReadOnlyList<StoredPassage> passages, CancellationToken cancellationToken)
    {
        PassageRows.Check(info, passages);
        return Task.Run(
            () => StoreErrors.Translate(database.Path, () => Replace(info, passages, cancellationToken)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPassage>> LoadAsync(string index, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<StoredPassage>>(
            index, [], (connection, id, info) => PassageRows.Load(connection, id, info, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<(int Ordinal, double Score)>> SearchTextAsync(
        string index, string query, int limit, CancellationToken cancellationToken)
    {
        var words = FullTextQuery.Of(query);
        return words.Length == 0
            ? Task.FromResult<IReadOnlyList<(int, double)>>([])
            : ReadAsync<IReadOnlyList<(int, double)>>(index, [], (connection, id, _) => Search(connection, id, words, limit), cancellationToken);
    }

    private static List<(int Ordinal, double Score)> Search(SqliteConnection connection, long id, string words, int limit)
    {
        var table = PassageRows.TextTable(id);
        using var command = connection.Command(
            // bm25() is smaller for better matches; the port promises the opposite.
            $"SELECT rowid, -bm25({table}) AS score FROM {table} WHERE {table} MATCH $words ORDER BY score DESC, rowid LIMIT $limit",
            ("$words", words),
            ("$limit", limit));
        using var rows = command.ExecuteReader();
        var found = new List<(int, double)>();
        while (rows.Read())
        {
            found.Add((rows.GetInt32(0), rows.GetDouble(1)));
        }

        return found;
    }

    private static (long Id, StoredIndexInfo Info)? FindIndex(SqliteConnection connection, string name)
    {
        using var command = connection.Command("SELECT * FROM indexes WHERE name = $name", ("$name", name));
        using var row = command.ExecuteReader();
        if (!row.Read())
        {
            return null;
        }

        var id = row.GetInt64(row.GetOrdinal("id"));
        return (id, new StoredIndexInfo(
            name,
            row.Text("embedding_model"),
            row.Int("dimension"),
            row.Text("settings_hash"),
            row.Time("built_at"),
            PassageRows.LoadDocuments(connection, id),
            row.Int("passage_count")));
    }

    private bool Replace(StoredIndexInfo info, IReadOnlyList<StoredPassage> passages, CancellationToken cancellationToken)
    {
        using var connection = database.OpenForWriting();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (FindIndex(connection, info.Name) is { Id: var old })
        {
            connection.Execute($"DROP TABLE {PassageRows.TextTable(old)}");
            connection.Execute($"DELETE FROM indexes WHERE id = {old}");
        }

        PassageRows.Insert(connection, transaction, info, passages, cancellationToken);
        transaction.Commit();
        return true;
    }

    /// <summary>Reads within one transaction, so that an index that is replaced meanwhile is seen whole.</summary>
    private Task<T> ReadAsync<T>(
        string index, T none, Func<SqliteConnection, long, StoredIndexInfo, T> read, CancellationToken cancellationToken) => Task.Run(
        () => StoreErrors.Translate(database.Path, () =>
        {
            using var connection = database.OpenForReading();
            using var transaction = connection?.BeginTransaction(deferred: true);
            return connection is not null && FindIndex(connection, index) is { } found ? read(connection, found.Id, found.Info) : none;
        }),
        cancellationToken);
}
