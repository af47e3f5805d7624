using PromptLsp.Storage.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Writer;

/// <summary>
/// Writes a run and prints the identity of each row as soon as the store says that it is durable. Tests kill it, or start several at once.
/// Arguments: database, run identity, concurrency, rows.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var (path, runId) = (arguments[0], arguments[1]);
        var (concurrency, rows) = (int.Parse(arguments[2]), int.Parse(arguments[3]));
        await using var store = new SqliteResultStore(new SqliteDatabase(path));
        await store.BeginRunAsync(SampleRecords.Run(runId), CancellationToken.None);
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency };
        await Parallel.ForAsync(0, rows, options, async (ordinal, cancellationToken) =>
        {
            await store.RecordAttemptAsync(SampleRecords.Attempt(runId, ordinal, 1), cancellationToken);
            var result = SampleRecords.Result(runId, ordinal);
            await store.RecordResultAsync(result, cancellationToken);
            Print(result.Id);
        });
        return 0;
    }

    private static void Print(string id)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(id);
            Console.Out.Flush();
        }
    }
}
