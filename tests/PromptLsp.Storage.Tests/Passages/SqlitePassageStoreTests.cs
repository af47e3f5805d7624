using CsCheck;
using PromptLsp.Core.Results;
using PromptLsp.Core.Retrieval;
using PromptLsp.Storage.Passages;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Tests.Passages;

public sealed class SqlitePassageStoreTests : IDisposable
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly SqlitePassageStore _store;

    public SqlitePassageStoreTests()
    {
        _path = Path.Combine(_folder.Path, "store.db");
        _store = new SqlitePassageStore(new SqliteDatabase(_path));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_stored_comes_back_equal()
    {
        var passages = Passages("one two", "three \0 \U0001F600", "");
        var info = Info("kb", passages) with { Documents = new Dictionary<string, string> { ["b.md"] = "22", ["a.md"] = "11" } };
        await _store.ReplaceAsync(info, passages, _none);

        var stored = await _store.GetInfoAsync("kb", _none);
        Assert.Equal(info with { Documents = stored!.Documents }, stored);
        Assert.Equal(info.Documents.OrderBy(pair => pair.Key), stored.Documents);
        var loaded = await _store.LoadAsync("kb", _none);
        Assert.Equal(passages.Select(WithoutVector), loaded.Select(WithoutVector));
        Assert.Equal(passages.Select(passage => passage.Embedding.ToArray()), loaded.Select(passage => passage.Embedding.ToArray()));
    }

    [Fact]
    public async Task An_index_that_was_never_built_is_empty_and_makes_no_file()
    {
        Assert.Null(await _store.GetInfoAsync("kb", _none));
        Assert.Empty(await _store.LoadAsync("kb", _none));
        Assert.Empty(await _store.SearchTextAsync("kb", "word", 10, _none));
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public async Task Indexes_are_apart()
    {
        var first = Passages("apple", "pear", "pear");
        var second = Passages("pear", "plum");
        await _store.ReplaceAsync(Info("a", first), first, _none);
        var alone = await _store.SearchTextAsync("a", "apple", 10, _none);
        await _store.ReplaceAsync(Info("b", second), second, _none);

        Assert.Equal(alone, await _store.SearchTextAsync("a", "apple", 10, _none));
        Assert.Equal([1, 2], (await _store.SearchTextAsync("a", "pear", 10, _none)).Select(hit => hit.Ordinal));
        Assert.Equal([0], (await _store.SearchTextAsync("b", "pear", 10, _none)).Select(hit => hit.Ordinal));
    }

    [Fact]
    public async Task Replacing_leaves_nothing_of_the_old_index()
    {
        foreach (var words in new[] { new[] { "apple", "pear" }, ["plum"], ["cherry", "apple"] })
        {
            var passages = Passages(words);
            await _store.ReplaceAsync(Info("kb", passages), passages, _none);
        }

        Assert.Equal([1], (await _store.SearchTextAsync("kb", "apple pear plum", 10, _none)).Select(hit => hit.Ordinal));
        Assert.Equal("2", StoreFixture.Scalar(_path, "SELECT count(*) FROM passages"));
        Assert.Equal("1", StoreFixture.Scalar(_path, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'passages_fts_%' AND sql LIKE '%fts5%'"));
    }

    [Fact]
    public async Task An_interrupted_replacement_leaves_the_old_index()
    {
        var old = Passages("apple");
        await _store.ReplaceAsync(Info("kb", old), old, _none);
        using var cancellation = new CancellationTokenSource();
        var passages = new CancellingList(Passages([.. Enumerable.Repeat("pear", 100)]), cancelAt: 50, cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _store.ReplaceAsync(Info("kb", passages.Inner), passages, cancellation.Token));

        Assert.Equal("apple", Assert.Single(await _store.LoadAsync("kb", _none)).Text);
        Assert.Single(await _store.SearchTextAsync("kb", "apple", 10, _none));
        Assert.Empty(await _store.SearchTextAsync("kb", "pear", 10, _none));
    }

    [Fact]
    public async Task Passages_that_contradict_the_index_are_refused()
    {
        var passages = Passages("a", "b");
        var info = Info("kb", passages);

        await Assert.ThrowsAsync<ArgumentException>(() => _store.ReplaceAsync(info with { PassageCount = 3 }, passages, _none));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.ReplaceAsync(info with { Dimension = 3 }, passages, _none));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.ReplaceAsync(info, [passages[1], passages[0]], _none));
    }

    [Theory]
    [InlineData("\"apple\"", 0)]
    [InlineData("\"", -1)]
    [InlineData("apple\"", 0)]
    [InlineData("app*", -1)]
    [InlineData("*", -1)]
    [InlineData("NEAR(apple pear)", 0, 1)]
    [InlineData("text:apple", 0, 2)]
    [InlineData("heading : plum", -1)]
    [InlineData("apple AND pear", 0, 1)]
    [InlineData("NOT apple", 0)]
    [InlineData("^apple", 0)]
    [InlineData("-apple + {pear}", 0, 1)]
    [InlineData("'; DROP TABLE passages; --", -1)]
    [InlineData("ÄPFEL", 3)]
    [InlineData("apfel", 3)]
    [InlineData("A\u0308pfel", 3)]
    [InlineData("\u0308", -1)]
    [InlineData("\U0001F600", -1)]
    [InlineData("数据库", 4)]
    [InlineData("a\0pple", -1)]
    [InlineData("\uD83D apple", 0)]
    [InlineData("\U0001E900x", -1)]
    [InlineData("", -1)]
    [InlineData("  \t\n", -1)]
    public async Task Queries_mean_their_words_and_nothing_else(string query, params int[] expected)
    {
        var passages = Passages("apple", "pear", "text", "Äpfel", "数据库");
        await _store.ReplaceAsync(Info("kb", passages), passages, _none);

        var found = await _store.SearchTextAsync("kb", query, 10, _none);

        Assert.Equal(expected[0] < 0 ? [] : expected, found.Select(hit => hit.Ordinal).Order());
        Assert.All(found, hit => Assert.True(hit.Score > 0));
    }

    [Fact]
    public async Task No_query_is_an_error()
    {
        var passages = Passages("apple and pear", "near not or");
        await _store.ReplaceAsync(Info("kb", passages), passages, _none);
        var any = Gen.OneOf(Gen.String, Gen.String[Gen.OneOf("\"*^:(){}+-NEARORnotad \0\u0308\uD83D".ToCharArray()), 0, 40]);

        await any.SampleAsync(
            async query => Assert.InRange((await _store.SearchTextAsync("kb", query, 10, _none)).Count, 0, 2), iter: 300, threads: 1);
        var whole = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => "w" + i)) + " apple";
        Assert.Empty(await _store.SearchTextAsync("kb", whole, 10, _none));
        Assert.Single(await _store.SearchTextAsync("kb", "apple " + whole, 10, _none));
    }

    /// <summary>The formula of FTS5's documentation: k1 1.2, b 0.75, idf ln((N - n + .5)/(n + .5)), not below 1e-6; length in both columns.</summary>
    [Fact]
    public async Task Scores_are_bm25_with_the_greater_the_better()
    {
        var texts = new[] { "cat dog cat", "dog", "bird fish dog ant", "cat fish", "ant bee" };
        var passages = Passages(texts);
        await _store.ReplaceAsync(Info("kb", passages), passages, _none);

        var found = await _store.SearchTextAsync("kb", "Cat FISH cat", 10, _none);

        var mean = texts.Average(text => text.Split(' ').Length);
        double Score(string text) => new[] { "cat", "fish" }.Sum(word =>
        {
            var count = texts.Count(other => other.Split(' ').Contains(word));
            var idf = Math.Max(1e-6, Math.Log((texts.Length - count + 0.5) / (count + 0.5)));
            var frequency = text.Split(' ').Count(other => other == word);
            return idf * frequency * 2.2 / (frequency + (1.2 * (0.25 + (0.75 * text.Split(' ').Length / mean))));
        });
        var expected = Enumerable.Range(0, texts.Length).Select(i => (i, Score(texts[i]))).Where(pair => pair.Item2 > 0).OrderByDescending(pair => pair.Item2);
        Assert.Equal(expected.Select(pair => pair.i), found.Select(hit => hit.Ordinal));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Item2, pair.Second.Score, 9));
    }

    [Fact]
    public async Task Equal_scores_stand_in_order_and_the_limit_cuts_behind()
    {
        var passages = Passages([.. Enumerable.Repeat("same", 20), "other", "other", .. Enumerable.Repeat("none", 40)]);
        await _store.ReplaceAsync(Info("kb", passages), passages, _none);

        Assert.Equal(Enumerable.Range(0, 7), (await _store.SearchTextAsync("kb", "same", 7, _none)).Select(hit => hit.Ordinal));
        Assert.Equal([20, 21, 0], (await _store.SearchTextAsync("kb", "same other", 3, _none)).Select(hit => hit.Ordinal));
    }

    [Fact]
    public async Task A_vector_of_another_length_is_damage()
    {
        var passages = Passages("a");
        await _store.ReplaceAsync(Info("kb", passages), passages, _none);
        StoreFixture.Scalar(_path, "UPDATE passages SET embedding = x'00'");

        var exception = await Assert.ThrowsAsync<StoreException>(() => _store.LoadAsync("kb", _none));
        Assert.Equal(StoreFailure.Corrupt, exception.Failure);
    }

    private static StoredPassage WithoutVector(StoredPassage passage) => passage with { Embedding = default };

    private static StoredPassage[] Passages(params string[] texts) => [.. texts.Select((text, i) =>
        new StoredPassage(i, "docs/a.md", i, 10 * i, (10 * i) + text.Length, "", text, 1, new float[] { i, float.Epsilon }))];

    private static StoredIndexInfo Info(string name, IReadOnlyList<StoredPassage> passages) => new(
        name, "model", 2, "settings", new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero).AddTicks(1), new Dictionary<string, string>(), passages.Count);

    /// <summary>Cancels while it is being stored.</summary>
    private sealed class CancellingList(StoredPassage[] inner, int cancelAt, CancellationTokenSource cancellation) : IReadOnlyList<StoredPassage>
    {
        public StoredPassage[] Inner => inner;

        public int Count => inner.Length;

        public StoredPassage this[int index] => inner[index];

        public IEnumerator<StoredPassage> GetEnumerator()
        {
            for (var i = 0; i < inner.Length; i++)
            {
                if (i == cancelAt)
                {
                    cancellation.Cancel();
                }

                yield return inner[i];
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
