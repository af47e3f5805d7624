using PromptLsp.Core.Results;
using PromptLsp.Storage.Results;
using PromptLsp.Storage.Sqlite;
using PromptLsp.Storage.Writer;

namespace PromptLsp.Storage.Tests.Results;

public class SqliteResultStoreTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task What_was_written_comes_back_equal()
    {
        await using var fixture = new StoreFixture();
        var full = SampleRecords.Result("r", 1, Verdict.Fail) with
        {
            Description = "a\0b \U0001F600",
            Query = "q",
            Passages = "[]",
            Repetition = 2,
            RetrievalTime = TimeSpan.FromTicks(1),
            Error = "e",
            RenderTime = TimeSpan.FromDays(3),
        };
        var bare = new ResultRecord
        {
            Id = "bare",
            RunId = "r",
            Ordinal = 0,
            TestId = "t",
            PromptPath = "p",
            PromptHash = "h",
            ModelId = "m",
            Variables = "{}",
            Verdict = Verdict.Error,
            StartedAt = SampleRecords.Start,
        };
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        await fixture.Store.RecordResultAsync(full, _none);
        await fixture.Store.RecordResultAsync(bare, _none);

        var read = await StoreFixture.ToList(fixture.Store.ReadResultsAsync("r", _none));

        Assert.Equal([bare with { Assertions = [] }, full with { Assertions = [] }], read.Select(row => row with { Assertions = [] }));
        Assert.Empty(read[0].Assertions);
        Assert.Equal(full.Assertions, read[1].Assertions);
    }

    [Fact]
    public async Task Attempts_come_back_in_the_order_of_writing()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        var attempts = new[] { SampleRecords.Attempt("r", 7, 1), SampleRecords.Attempt("r", 7, 2), SampleRecords.Attempt("r", 3, 1) };
        foreach (var attempt in attempts)
        {
            await fixture.Store.RecordAttemptAsync(attempt, _none);
        }

        Assert.Equal(attempts, await StoreFixture.ToList(fixture.Store.ReadAttemptsAsync("r", _none)));
        Assert.Empty(await StoreFixture.ToList(fixture.Store.ReadAttemptsAsync("other", _none)));
    }

    [Fact]
    public async Task An_overview_counts_verdicts_and_cost()
    {
        await using var fixture = new StoreFixture();
        var run = SampleRecords.Run("r");
        await fixture.Store.BeginRunAsync(run, _none);
        Verdict[] verdicts = [Verdict.Pass, Verdict.Fail, Verdict.Pass, Verdict.Error, Verdict.Unmeasured, Verdict.Pass];
        for (var i = 0; i < verdicts.Length; i++)
        {
            await fixture.Store.RecordResultAsync(SampleRecords.Result("r", i, verdicts[i]), _none);
        }

        Assert.Equal(new RunOverview(run, RunStatus.Running, null, 3, 1, 1, 1, 3.0), await fixture.Store.FindRunAsync("r", _none));
        var end = SampleRecords.Start.AddTicks(1);
        await fixture.Store.CompleteRunAsync("r", RunStatus.Interrupted, end, _none);
        Assert.Equal(new RunOverview(run, RunStatus.Interrupted, end, 3, 1, 1, 1, 3.0), await fixture.Store.FindRunAsync("r", _none));
    }

    [Fact]
    public async Task The_newest_runs_come_first()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("b", SampleRecords.Start.AddHours(1)), _none);
        await fixture.Store.BeginRunAsync(SampleRecords.Run("a", SampleRecords.Start.AddHours(2)), _none);
        await fixture.Store.BeginRunAsync(SampleRecords.Run("c", SampleRecords.Start.ToOffset(TimeSpan.FromHours(5))), _none);

        Assert.Equal(["a", "b", "c"], (await fixture.Store.ListRunsAsync(10, _none)).Select(run => run.Run.Id));
        Assert.Equal(["a", "b"], (await fixture.Store.ListRunsAsync(2, _none)).Select(run => run.Run.Id));
    }

    [Fact]
    public async Task A_run_is_found_by_an_unambiguous_beginning()
    {
        await using var fixture = new StoreFixture();
        foreach (var id in new[] { "abc1", "abc2", "abc", "x%y", "x_z" })
        {
            await fixture.Store.BeginRunAsync(SampleRecords.Run(id), _none);
        }

        Assert.Equal("abc1", (await fixture.Store.FindRunAsync("abc1", _none))!.Run.Id);
        Assert.Equal("abc", (await fixture.Store.FindRunAsync("abc", _none))!.Run.Id);
        Assert.Equal("x%y", (await fixture.Store.FindRunAsync("x%", _none))!.Run.Id);
        Assert.Equal("x_z", (await fixture.Store.FindRunAsync("x_", _none))!.Run.Id);
        Assert.Null(await fixture.Store.FindRunAsync("zz", _none));
        Assert.Null(await fixture.Store.FindRunAsync("", _none));
        Assert.Null(await fixture.Store.FindRunAsync("%", _none));
        var exception = await Assert.ThrowsAsync<StoreException>(() => fixture.Store.FindRunAsync("ab", _none));
        Assert.Equal(StoreFailure.AmbiguousId, exception.Failure);
        Assert.Contains("abc, abc1, abc2", exception.Message);
    }

    [Fact]
    public async Task Reading_makes_no_file()
    {
        await using var fixture = new StoreFixture();

        Assert.Empty(await fixture.Store.ListRunsAsync(10, _none));
        Assert.Null(await fixture.Store.FindRunAsync("a", _none));
        Assert.Empty(await StoreFixture.ToList(fixture.Store.ReadResultsAsync("a", _none)));
        Assert.False(Directory.Exists(Path.GetDirectoryName(fixture.Path)));
    }

    [Fact]
    public async Task A_bad_record_fails_alone()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        var writes = Enumerable.Range(0, 200)
            .Select(i => fixture.Store.RecordResultAsync(SampleRecords.Result(i % 10 == 3 ? "no-such-run" : "r", i), _none))
            .ToArray();
        var failures = new List<StoreException>();
        foreach (var write in writes)
        {
            try
            {
                await write;
            }
            catch (StoreException exception)
            {
                failures.Add(exception);
            }
        }

        Assert.Equal(20, failures.Count);
        Assert.All(failures, failure => Assert.Equal(StoreFailure.Conflict, failure.Failure));
        Assert.Contains("begin the run", failures[0].Message);
        Assert.Equal("180", fixture.Scalar("SELECT count(*) FROM results"));
        Assert.Equal("360", fixture.Scalar("SELECT count(*) FROM assertions"));
    }

    [Fact]
    public async Task An_identity_or_number_is_used_once()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        await fixture.Store.RecordResultAsync(SampleRecords.Result("r", 1), _none);

        var again = SampleRecords.Result("r", 1);
        await Assert.ThrowsAsync<StoreException>(() => fixture.Store.RecordResultAsync(again, _none));
        await Assert.ThrowsAsync<StoreException>(() => fixture.Store.RecordResultAsync(again with { Id = "other" }, _none));
        await Assert.ThrowsAsync<StoreException>(() => fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none));
        var missing = await Assert.ThrowsAsync<StoreException>(
            () => fixture.Store.CompleteRunAsync("q", RunStatus.Completed, SampleRecords.Start, _none));
        Assert.Contains("no run q", missing.Message);
        Assert.Equal("2", fixture.Scalar("SELECT count(*) FROM assertions"));
    }

    [Fact]
    public async Task A_cancelled_write_is_not_made_and_the_rest_is()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Store.RecordResultAsync(SampleRecords.Result("r", 1), cancelled.Token));
        await fixture.Store.RecordResultAsync(SampleRecords.Result("r", 2), _none);

        Assert.Equal("2", fixture.Scalar("SELECT group_concat(ordinal) FROM results"));
    }

    [Fact]
    public async Task Closing_writes_what_is_queued()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "store.db");
        var store = new SqliteResultStore(new SqliteDatabase(path));
        var begin = store.BeginRunAsync(SampleRecords.Run("r"), _none);
        var writes = Enumerable.Range(0, 500).Select(i => store.RecordResultAsync(SampleRecords.Result("r", i), _none)).ToArray();
        await store.DisposeAsync();

        await begin;
        await Task.WhenAll(writes);
        Assert.Equal("500", StoreFixture.Scalar(path, "SELECT count(*) FROM results"));
        Assert.False(File.Exists(path + "-wal"), "the log is folded into the database when the last connection closes");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.RecordResultAsync(SampleRecords.Result("r", 501), _none));
    }

    [Fact]
    public async Task A_reader_sees_one_state_and_does_not_hold_up_the_writer()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        for (var i = 0; i < 3; i++)
        {
            await fixture.Store.RecordResultAsync(SampleRecords.Result("r", i), _none);
        }

        var seen = new List<int>();
        await foreach (var row in fixture.Store.ReadResultsAsync("r", _none))
        {
            seen.Add(row.Ordinal);
            await fixture.Store.RecordResultAsync(SampleRecords.Result("r", 100 + row.Ordinal), _none);
        }

        Assert.Equal([0, 1, 2], seen);
        Assert.Equal(6, (await StoreFixture.ToList(fixture.Store.ReadResultsAsync("r", _none))).Count);
    }

    [Fact]
    public async Task A_deleted_database_is_noticed()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        Directory.Delete(Path.GetDirectoryName(fixture.Path)!, recursive: true);

        var exception = await Assert.ThrowsAsync<StoreException>(() => fixture.Store.RecordResultAsync(SampleRecords.Result("r", 1), _none));
        Assert.Equal(StoreFailure.Conflict, exception.Failure);
        await fixture.Store.BeginRunAsync(SampleRecords.Run("s"), _none);
        await fixture.Store.RecordResultAsync(SampleRecords.Result("s", 1), _none);
        Assert.Equal("1", fixture.Scalar("SELECT count(*) FROM results"));
    }

    [Fact]
    public async Task The_views_answer_the_usual_questions()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        await fixture.Store.RecordResultAsync(SampleRecords.Result("r", 0), _none);
        await fixture.Store.RecordResultAsync(SampleRecords.Result("r", 1, Verdict.Fail), _none);
        await fixture.Store.RecordAttemptAsync(SampleRecords.Attempt("r", 0, 1), _none);
        await fixture.Store.RecordAttemptAsync(SampleRecords.Attempt("r", 0, 2), _none);

        Assert.Equal("test-1 contains", fixture.Scalar("SELECT test_id || ' ' || type FROM failures"));
        Assert.Equal("2 1 1 42", fixture.Scalar("SELECT attempts || ' ' || calls || ' ' || failed_attempts || ' ' || input_tokens FROM model_usage"));
        Assert.Equal("2026", fixture.Scalar("SELECT strftime('%Y', started_at) FROM runs"));
    }

    [Fact]
    public void Identities_sort_by_time()
    {
        var time = new FixedTime();
        var ids = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            ids.Add(RecordId.New(time));
            time.Now = time.Now.AddMilliseconds(1);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$", id));
    }

    private sealed class FixedTime : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = SampleRecords.Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
