using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using PromptLsp.Core.Retrieval;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Passages;

/// <summary>Passages as rows. Vectors are float32 in little-endian order, which is that of every platform this program is built for.</summary>
internal static class PassageRows
{
    /// <summary>The full-text table of the index with that number.</summary>
    internal static string TextTable(long id) => $"passages_fts_{id}";

    /// <exception cref="ArgumentException">A number or a vector's length is not what <paramref name="info"/> says.</exception>
    internal static void Check(StoredIndexInfo info, IReadOnlyList<StoredPassage> passages)
    {
        if (passages.Count != info.PassageCount)
        {
            throw new ArgumentException($"{passages.Count} passages given, {info.PassageCount} announced.", nameof(passages));
        }

        for (var i = 0; i < passages.Count; i++)
        {
            if (passages[i].Ordinal != i || passages[i].Embedding.Length != info.Dimension)
            {
                throw new ArgumentException(
                    $"Passage {i} has number {passages[i].Ordinal} and {passages[i].Embedding.Length} dimensions instead of {info.Dimension}.",
                    nameof(passages));
            }
        }
    }

    internal static void Insert(
        SqliteConnection connection,
        SqliteTransaction transaction,
        StoredIndexInfo info,
        IReadOnlyList<StoredPassage> passages,
        CancellationToken cancellationToken)
    {
        using (var index = new PreparedInsert(
                   connection, "indexes", "name", "embedding_model", "dimension", "settings_hash", "built_at", "passage_count"))
        {
            index.Use(transaction);
            index.Execute(info.Name, info.EmbeddingModel, info.Dimension, info.SettingsHash, info.BuiltAt.ToColumn(), info.PassageCount);
        }

        var id = connection.ScalarLong("SELECT last_insert_rowid()");
        connection.Execute(
            $"CREATE VIRTUAL TABLE {TextTable(id)} USING fts5(heading, text, content = '', tokenize = 'unicode61 remove_diacritics 2')");
        using var document = new PreparedInsert(connection, "index_documents", "index_id", "path", "sha256");
        document.Use(transaction);
        foreach (var (path, hash) in info.Documents)
        {
            document.Execute(id, path, hash);
        }

        InsertPassages(connection, transaction, id, passages, cancellationToken);
    }

    internal static Dictionary<string, string> LoadDocuments(SqliteConnection connection, long id)
    {
        using var command = connection.Command("SELECT path, sha256 FROM index_documents WHERE index_id = $id ORDER BY path", ("$id", id));
        using var rows = command.ExecuteReader();
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            documents.Add(rows.GetString(0), rows.GetString(1));
        }

        return documents;
    }

    internal static List<StoredPassage> Load(SqliteConnection connection, long id, StoredIndexInfo info, CancellationToken cancellationToken)
    {
        using var command = connection.Command(
            """
            SELECT ordinal, source, chunk_index, start_offset, end_offset, heading, text, token_count, embedding
            FROM passages WHERE index_id = $id ORDER BY ordinal
            """,
            ("$id", id));
        using var rows = command.ExecuteReader();
        var passages = new List<StoredPassage>(info.PassageCount);
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            passages.Add(new StoredPassage(
                rows.GetInt32(0), rows.GetString(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt32(4), rows.GetString(5), rows.GetString(6),
                rows.GetInt32(7), Vector((byte[])rows.GetValue(8), info)));
        }

        return passages.Count == info.PassageCount
            ? passages
            : throw new InvalidDataException($"index {info.Name} holds {passages.Count} passages instead of {info.PassageCount}");
    }

    private static void InsertPassages(
        SqliteConnection connection, SqliteTransaction transaction, long id, IReadOnlyList<StoredPassage> passages, CancellationToken cancellationToken)
    {
        using var row = new PreparedInsert(
            connection, "passages", "index_id", "ordinal", "source", "chunk_index", "start_offset", "end_offset", "heading", "text", "token_count",
            "embedding");
        using var text = new PreparedInsert(connection, TextTable(id), "rowid", "heading", "text");
        row.Use(transaction);
        text.Use(transaction);
        foreach (var passage in passages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Execute(
                id, passage.Ordinal, passage.Source, passage.ChunkIndex, passage.Start, passage.End, passage.Heading, passage.Text,
                passage.TokenCount, MemoryMarshal.AsBytes(passage.Embedding.Span).ToArray());
            text.Execute(passage.Ordinal, passage.Heading, passage.Text);
        }
    }

    private static float[] Vector(byte[] bytes, StoredIndexInfo info) => bytes.Length == info.Dimension * sizeof(float)
        ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
        : throw new InvalidDataException($"index {info.Name} holds a vector of {bytes.Length} bytes instead of {info.Dimension * sizeof(float)}");
}
