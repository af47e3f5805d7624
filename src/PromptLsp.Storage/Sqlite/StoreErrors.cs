using Microsoft.Data.Sqlite;
using PromptLsp.Core.Results;

namespace PromptLsp.Storage.Sqlite;

/// <summary>Turns failures of SQLite and of the file system into ones that say what to do.</summary>
internal static class StoreErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    /// <summary>Runs <paramref name="action"/> on the database at <paramref name="path"/>.</summary>
    /// <exception cref="StoreException">It failed for a reason outside this program.</exception>
    internal static T Translate<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (Describe(path, exception) is { } described)
        {
            throw described;
        }
    }

    /// <summary>The failure in our words; null where it is none of the store's.</summary>
    internal static StoreException? Describe(string path, Exception exception) => exception switch
    {
        SqliteException sqlite => Describe(path, sqlite),
        UnauthorizedAccessException or IOException => Inaccessible(path, exception),
        InvalidDataException => Damaged(path, exception),
        _ => null,
    };

    private static StoreException Describe(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => Damaged(path, exception),
        Busy or Locked => new StoreException(
            StoreFailure.Busy,
            $"{path} is held by another process for longer than {SqliteDatabase.BusyTimeout.TotalSeconds:0} s. Look for a program that writes to it without end, then try again.",
            exception),
        Constraint => new StoreException(
            StoreFailure.Conflict, Contradiction(path, exception.Message), exception),
        _ => Inaccessible(path, exception),
    };

    private static string Contradiction(string path, string message) => message.Contains("FOREIGN KEY", StringComparison.Ordinal)
        ? $"{path} has no such run: begin the run before what belongs to it is written."
        : $"{path} refuses a record that contradicts what it holds: {message}";

    private static StoreException Damaged(string path, Exception exception) => new(
        StoreFailure.Corrupt,
        $"{path} is damaged or is no SQLite database ({exception.Message}). It was left as it is: move it away and a new one is made, or name another file under 'store' in promptlsp.yaml.",
        exception);

    private static StoreException Inaccessible(string path, Exception exception) => new(
        StoreFailure.Inaccessible,
        $"{path} cannot be opened or written ({exception.Message}). Make its folder writable and see that the disk has room, or name another file under 'store' in promptlsp.yaml.",
        exception);
}
