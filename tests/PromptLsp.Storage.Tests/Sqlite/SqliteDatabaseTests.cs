using PromptLsp.Core.Results;
using PromptLsp.Storage.Results;
using PromptLsp.Storage.Sqlite;
using PromptLsp.Storage.Writer;

namespace PromptLsp.Storage.Tests.Sqlite;

public class SqliteDatabaseTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task A_new_store_is_ignored_by_git_and_uses_the_write_ahead_log()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);

        Assert.Equal("*\n", await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(fixture.Path)!, ".gitignore"), _none));
        Assert.Equal("wal", fixture.Scalar("PRAGMA journal_mode"));
        Assert.Equal("2", fixture.Scalar("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_folder_of_the_users_own_gets_no_ignore_file()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".promptlsp"));
        foreach (var path in new[] { "data/store.db", "store.db", ".promptlsp/store.db" })
        {
            await using var store = new SqliteResultStore(new SqliteDatabase(Path.Combine(folder.Path, path)));
            await store.BeginRunAsync(SampleRecords.Run("r"), _none);
        }

        Assert.Empty(Directory.GetFiles(folder.Path, ".gitignore", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_left_alone()
    {
        await using var fixture = new StoreFixture();
        await fixture.Store.BeginRunAsync(SampleRecords.Run("r"), _none);
        fixture.Scalar("PRAGMA user_version = 99");

        await using var later = new SqliteResultStore(new SqliteDatabase(fixture.Path));
        var reading = await Assert.ThrowsAsync<StoreException>(() => later.ListRunsAsync(1, _none));
        var writing = await Assert.ThrowsAsync<StoreException>(() => later.BeginRunAsync(SampleRecords.Run("s"), _none));

        Assert.Equal((StoreFailure.NewerSchema, StoreFailure.NewerSchema), (reading.Failure, writing.Failure));
        Assert.Contains("schema 99", reading.Message);
        Assert.Contains("Update promptlsp", writing.Message);
        Assert.Equal("1", fixture.Scalar("SELECT count(*) FROM runs"));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "cookies.db");
        StoreFixture.Scalar(path, "CREATE TABLE cookies (name TEXT)");
        var before = await File.ReadAllBytesAsync(path, _none);

        await using var store = new SqliteResultStore(new SqliteDatabase(path));
        var exception = await Assert.ThrowsAsync<StoreException>(() => store.BeginRunAsync(SampleRecords.Run("r"), _none));

        Assert.Contains("another program", exception.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, _none));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("store.db", string.Concat(Enumerable.Repeat("this is no database\n", 500)));
        await using var store = new SqliteResultStore(new SqliteDatabase(path));

        foreach (var attempt in new Func<Task>[] { () => store.ListRunsAsync(1, _none), () => store.BeginRunAsync(SampleRecords.Run("r"), _none) })
        {
            var exception = await Assert.ThrowsAsync<StoreException>(attempt);
            Assert.Equal(StoreFailure.Corrupt, exception.Failure);
            Assert.Contains(path, exception.Message);
            Assert.Contains("move it away", exception.Message);
        }

        Assert.StartsWith("this is no database", await File.ReadAllTextAsync(path, _none));
    }

    [Fact]
    public async Task A_damaged_page_is_reported_as_damage()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "store.db");
        await using (var store = new SqliteResultStore(new SqliteDatabase(path)))
        {
            await store.BeginRunAsync(SampleRecords.Run("r"), _none);
            await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.RecordResultAsync(SampleRecords.Result("r", i), _none)));
        }

        // The pages that hold rows come behind those of the schema.
        var bytes = await File.ReadAllBytesAsync(path, _none);
        bytes.AsSpan(bytes.Length / 2).Fill(0xA5);
        await File.WriteAllBytesAsync(path, bytes, _none);

        await using var damaged = new SqliteResultStore(new SqliteDatabase(path));
        var exception = await Assert.ThrowsAsync<StoreException>(() => StoreFixture.ToList(damaged.ReadResultsAsync("r", _none)));
        Assert.Equal(StoreFailure.Corrupt, exception.Failure);
    }

    [Theory]
    [InlineData("/proc/promptlsp/store.db")]
    [InlineData("/dev/null/store.db")]
    public async Task A_folder_that_cannot_be_written_is_named(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "uses folders that only Linux has");
        await using var store = new SqliteResultStore(new SqliteDatabase(path));

        var exception = await Assert.ThrowsAsync<StoreException>(() => store.BeginRunAsync(SampleRecords.Run("r"), _none));

        Assert.Equal(StoreFailure.Inaccessible, exception.Failure);
        Assert.Contains(path, exception.Message);
        Assert.Contains("writable", exception.Message);
    }
}
