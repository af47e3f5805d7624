using Microsoft.Data.Sqlite;
using PromptLsp.Core.Results;

namespace PromptLsp.Storage.Sqlite;

/// <summary>Brings a database to the newest schema. The scripts are the resources <c>schema.v1.sql</c>, <c>schema.v2.sql</c>, …</summary>
internal static class SchemaMigrations
{
    /// <summary>The schema version that this program writes.</summary>
    internal const int Newest = 2;

    /// <summary>Marks a file as ours (PRAGMA application_id): "PLSP" in ASCII.</summary>
    private const int ApplicationId = 0x504C5350;

    /// <summary>Applies what is missing, in one transaction; another process may be doing the same. The journal mode stays in the file.</summary>
    /// <exception cref="StoreException">The database is newer than this program, or belongs to another one.</exception>
    internal static void Apply(SqliteConnection connection, string path)
    {
        if (ReadVersion(connection, path) == Newest)
        {
            return;
        }

        connection.Execute("PRAGMA journal_mode = WAL;");

        using var transaction = connection.BeginTransaction(deferred: false);
        for (var version = ReadVersion(connection, path) + 1; version <= Newest; version++)
        {
            connection.Execute(Script(version));
            connection.Execute($"PRAGMA user_version = {version}; PRAGMA application_id = {ApplicationId};");
        }

        transaction.Commit();
    }

    private static int ReadVersion(SqliteConnection connection, string path)
    {
        var version = (int)connection.ScalarLong("PRAGMA user_version");
        if (version == 0 && connection.ScalarLong("SELECT count(*) FROM sqlite_schema") == 0)
        {
            return 0;
        }

        if (connection.ScalarLong("PRAGMA application_id") != ApplicationId)
        {
            throw new StoreException(
                StoreFailure.Corrupt,
                $"{path} is a database of another program. Name another file under 'store' in promptlsp.yaml.");
        }

        return version <= Newest
            ? version
            : throw new StoreException(
                StoreFailure.NewerSchema,
                $"{path} was written by a newer promptlsp (schema {version}, this one knows {Newest}). Update promptlsp, or name another file under 'store' in promptlsp.yaml.");
    }

    private static string Script(int version)
    {
        var name = $"schema.v{version}.sql";
        using var stream = typeof(SchemaMigrations).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
