using Microsoft.Data.Sqlite;
using PromptLsp.Storage.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Tests;

/// <summary>A store in a folder of its own.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal StoreFixture()
    {
        Path = System.IO.Path.Combine(_folder.Path, ".promptlsp", "promptlsp.db");
        Store = new SqliteResultStore(new SqliteDatabase(Path));
    }

    internal string Path { get; }

    internal SqliteResultStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    internal string Scalar(string sql) => Scalar(Path, sql);

    internal static string Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    internal static async Task<List<T>> ToList<T>(IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows)
        {
            list.Add(row);
        }

        return list;
    }
}
