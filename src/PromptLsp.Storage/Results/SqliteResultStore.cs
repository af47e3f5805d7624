using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Results;

/// <summary>
/// Results in SQLite. Writes of this process go through one queue with group commit and are on disk when their tasks complete; other processes
/// may write at the same time. Readers see what was committed when they began and never wait. Reading makes no file.
/// </summary>
/// <remarks>Dispose it at the end: what is queued is written first.</remarks>
public sealed class SqliteResultStore : IResultStore, IAsyncDisposable
{
    private const int NamedCandidates = 4;

    private readonly SqliteDatabase _database;
    private readonly WriteQueue _queue;

    /// <summary>A store in <paramref name="database"/>, which is opened at the first use.</summary>
    public SqliteResultStore(SqliteDatabase database)
    {
        _database = database;
        _queue = new WriteQueue(database);
    }

    /// <inheritdoc/>
    public string Location => _database.Path;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    /// <inheritdoc/>
    public Task BeginRunAsync(RunRecord run, CancellationToken cancellationToken) =>
        _queue.WriteAsync(writer => writer.Insert(run), cancellationToken);

    /// <inheritdoc/>
    public Task RecordResultAsync(ResultRecord result, CancellationToken cancellationToken) =>
        _queue.WriteAsync(writer => writer.Insert(result), cancellationToken);

    /// <inheritdoc/>
    public Task RecordAttemptAsync(CallAttempt attempt, CancellationToken cancellationToken) =>
        _queue.WriteAsync(writer => writer.Insert(attempt), cancellationToken);

    /// <inheritdoc/>
    public Task CompleteRunAsync(string runId, RunStatus status, DateTimeOffset finishedAt, CancellationToken cancellationToken) =>
        _queue.WriteAsync(writer => writer.Complete(runId, status, finishedAt), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunOverview>> ListRunsAsync(int limit, CancellationToken cancellationToken)
    {
        var runs = new List<RunOverview>();
        var rows = ReadAsync(
            "SELECT * FROM run_overview ORDER BY started_at DESC, id DESC LIMIT $limit", ResultReader.Overview, cancellationToken, ("$limit", limit));
        await foreach (var run in rows)
        {
            runs.Add(run);
        }

        return runs;
    }

    /// <inheritdoc/>
    public async Task<RunOverview?> FindRunAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        if (idOrPrefix.Length == 0)
        {
            return null;
        }

        var found = new List<RunOverview>();
        var rows = ReadAsync(
            """
            SELECT * FROM run_overview
            WHERE id = $prefix OR (substr(id, 1, length($prefix)) = $prefix AND NOT EXISTS (SELECT 1 FROM runs WHERE id = $prefix))
            ORDER BY id LIMIT $limit
            """,
            ResultReader.Overview,
            cancellationToken,
            ("$prefix", idOrPrefix),
            ("$limit", NamedCandidates + 1));
        await foreach (var run in rows)
        {
            found.Add(run);
        }

        return found.Count <= 1 ? found.SingleOrDefault() : throw Ambiguous(idOrPrefix, found);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ResultRecord> ReadResultsAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = _database.OpenForReading();
        if (connection is null)
        {
            yield break;
        }

        using var assertions = connection.Command("SELECT * FROM assertions WHERE result_id = $result_id ORDER BY position", ("$result_id", ""));
        using var command = connection.Command("SELECT * FROM results WHERE run_id = $run_id ORDER BY ordinal", ("$run_id", runId));
        using var rows = StoreErrors.Translate(_database.Path, command.ExecuteReader);
        while (StoreErrors.Translate(_database.Path, rows.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return StoreErrors.Translate(_database.Path, () => ResultReader.Result(rows, Assertions(assertions, rows.Text("id"))));
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CallAttempt> ReadAttemptsAsync(string runId, CancellationToken cancellationToken) => ReadAsync(
        "SELECT * FROM call_attempts WHERE run_id = $run_id ORDER BY id", ResultReader.Attempt, cancellationToken, ("$run_id", runId));

    private static List<AssertionRecord> Assertions(SqliteCommand command, string resultId)
    {
        command.Parameters[0].Value = resultId;
        using var rows = command.ExecuteReader();
        var assertions = new List<AssertionRecord>();
        while (rows.Read())
        {
            assertions.Add(ResultReader.Assertion(rows));
        }

        return assertions;
    }

    private static StoreException Ambiguous(string prefix, List<RunOverview> found)
    {
        var names = string.Join(", ", found.Take(NamedCandidates).Select(run => run.Run.Id));
        var more = found.Count > NamedCandidates ? ", …" : "";
        return new StoreException(
            StoreFailure.AmbiguousId, $"Several runs begin with '{prefix}': {names}{more}. Give more of the identity.");
    }

    // SQLite has no asynchronous reading: rows are read as they are asked for, on the caller's thread.
    private async IAsyncEnumerable<T> ReadAsync<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters)
    {
        using var connection = _database.OpenForReading();
        if (connection is null)
        {
            yield break;
        }

        using var command = connection.Command(sql, parameters);
        using var rows = StoreErrors.Translate(_database.Path, command.ExecuteReader);
        while (StoreErrors.Translate(_database.Path, rows.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return StoreErrors.Translate(_database.Path, () => read(rows));
        }

        await Task.CompletedTask;
    }
}
