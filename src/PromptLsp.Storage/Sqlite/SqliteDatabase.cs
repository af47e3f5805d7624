using Microsoft.Data.Sqlite;
using PromptLsp.Core.Results;

namespace PromptLsp.Storage.Sqlite;

/// <summary>
/// One database file: made at the first write, brought to the newest schema when first opened. Safe for concurrent callers and for several
/// processes at once.
/// </summary>
/// <remarks>
/// Write-ahead log, so that readers never wait; synchronous FULL, so that what was committed survives a loss of power. Connections are not
/// pooled: each belongs to whoever opened it.
/// </remarks>
public sealed class SqliteDatabase
{
    /// <summary>How long a write waits for other processes.</summary>
    internal static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Names the file; nothing is opened or made yet.</summary>
    /// <param name="path">Absolute path.</param>
    public SqliteDatabase(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>True where the file is there.</summary>
    internal bool Exists => File.Exists(Path);

    /// <summary>A connection that can write; the file is made where it is missing.</summary>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    internal SqliteConnection OpenForWriting() => StoreErrors.Translate(Path, () =>
    {
        PrepareFolder();
        return Open("PRAGMA synchronous = FULL;");
    });

    /// <summary>A connection that cannot write; null where there is no file yet.</summary>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    internal SqliteConnection? OpenForReading() => Exists ? StoreErrors.Translate(Path, () => Open("PRAGMA query_only = ON;")) : null;

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = (int)BusyTimeout.TotalSeconds,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {(int)BusyTimeout.TotalMilliseconds};");
            SchemaMigrations.Apply(connection, Path);
            connection.Execute(pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void PrepareFolder()
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(Path)!);
        if (folder.Exists)
        {
            return;
        }

        folder.Create();
        if (folder.Name == ".promptlsp")
        {
            // Results hold what models answered: they are not for the repository unless its owner says so.
            File.WriteAllText(System.IO.Path.Combine(folder.FullName, ".gitignore"), "*\n");
        }
    }
}
