using PromptLsp.Core.Drift;
using PromptLsp.Storage.Drift;
using PromptLsp.Storage.Sqlite;
using PromptLsp.Storage.Writer;

namespace PromptLsp.Storage.Tests.Drift;

public class TokenDriftReaderTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Differences_are_told_a_model_since_the_first_call_that_differs()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        (string Model, int? Counted, int Reported)[] calls =
            [("a/equal", 21, 21), ("a/equal", 9, 9), ("b/other", 20, 20), ("b/other", 20, 23), ("b/other", 20, 19), ("b/other", null, 99), ("c/uncounted", null, 5)];
        for (var i = 0; i < calls.Length; i++)
        {
            await fixture.Store.RecordAttemptAsync(
                SampleRecords.Attempt("r", i, 2) with
                {
                    ModelId = calls[i].Model,
                    InputTokens = calls[i].Reported,
                    CountedTokens = calls[i].Counted,
                    StartedAt = SampleRecords.Start.AddDays(i),
                },
                _none);
        }

        TokenDrift[] expected = [new("a/equal", 2, 0, 0, 0, null), new("b/other", 3, 2, 2.0 / 3, 3, SampleRecords.Start.AddDays(3))];
        Assert.Equal(expected, TokenDriftReader.Read(new SqliteDatabase(fixture.Path)));
        Assert.Equal("a/equal: the provider's count equals ours in 2 calls", expected[0].ToString());
        Assert.Equal("b/other: the provider counts 2 of 3 calls otherwise, +0.7 tokens on average, 3 at most, since 2026-11-26", expected[1].ToString());
    }

    [Fact]
    public void Without_a_database_there_is_none_and_none_is_made()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "promptlsp.db");
        Assert.Empty(TokenDriftReader.Read(new SqliteDatabase(path)));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_database_of_the_first_version_is_brought_up_to_date_and_keeps_its_rows()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "promptlsp.db");
        var script = typeof(SqliteDatabase).Assembly.GetManifestResourceStream("schema.v1.sql")!;
        StoreFixture.Scalar(path, await new StreamReader(script).ReadToEndAsync(_none) + "PRAGMA user_version = 1; PRAGMA application_id = 0x504C5350;");
        StoreFixture.Scalar(path, """
            INSERT INTO runs VALUES ('r', 'eval', 'n', '2026-11-23T10:00:00.0000000Z', NULL, 'completed', '0', '{}', 1);
            INSERT INTO call_attempts (call_id, run_id, attempt, model_id, started_at, duration_ms, outcome, input_tokens)
            VALUES ('c', 'r', 1, 'a/b', '2026-11-23T10:00:00.0000000Z', 1, 'ok', 7);
            """);

        Assert.Empty(TokenDriftReader.Read(new SqliteDatabase(path)));
        Assert.Equal(("2", "7"), (StoreFixture.Scalar(path, "PRAGMA user_version"), StoreFixture.Scalar(path, "SELECT input_tokens FROM call_attempts WHERE counted_tokens IS NULL")));
    }
}
