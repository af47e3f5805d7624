using Microsoft.Data.Sqlite;

namespace PromptLsp.Storage.Sqlite;

/// <summary>An INSERT that is compiled once and executed often.</summary>
internal sealed class PreparedInsert : IDisposable
{
    private readonly SqliteCommand _command;

    internal PreparedInsert(SqliteConnection connection, string table, params string[] columns)
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "$" + column))})";
        foreach (var column in columns)
        {
            _command.Parameters.Add(new SqliteParameter("$" + column, null));
        }

        _command.Prepare();
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    /// <summary>Puts what follows into <paramref name="transaction"/>.</summary>
    internal void Use(SqliteTransaction transaction) => _command.Transaction = transaction;

    /// <summary>Inserts one row; the values stand in the order of the columns.</summary>
    internal void Execute(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        _command.ExecuteNonQuery();
    }
}
