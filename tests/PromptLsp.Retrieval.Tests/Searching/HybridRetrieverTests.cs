using PromptLsp.Core.Retrieval;
using PromptLsp.Retrieval.Searching;

namespace PromptLsp.Retrieval.Tests.Searching;

public class HybridRetrieverTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private static (string Path, string Text)[] Documents =>
    [
        ("docs/account.md", "# Account\n\nReset your password in the settings."),
        ("docs/billing.md", "# Billing\n\nInvoices are sent each month."),
        ("docs/shipping.md", "# Shipping\n\nOrders ship within two days. Returns are free."),
    ];

    [Fact]
    public async Task The_best_passage_comes_first_with_both_scores()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());

        var found = await fixture.Retriever(new WordEmbeddings()).SearchAsync("kb", "how to reset the password?", 2, _none);

        Assert.Equal(2, found.Count);
        Assert.Equal(("docs/account.md#0", "docs/account.md", "Account"), (found[0].Id, found[0].Source, found[0].Heading));
        Assert.Equal(Documents[0].Text[found[0].Start..found[0].End], found[0].Text);
        Assert.Equal(2.0 / 61, found[0].Score, 12);
        Assert.InRange(found[0].DenseScore!.Value, 0.1, 1);
        Assert.True(found[0].SparseScore > 0);
        Assert.Null(found[1].SparseScore);
    }

    [Fact]
    public async Task Nothing_asked_finds_nothing()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());
        var retriever = fixture.Retriever(new WordEmbeddings());

        Assert.Empty(await retriever.SearchAsync("kb", " \n", 5, _none));
        Assert.Empty(await retriever.SearchAsync("kb", "password", 0, _none));
        Assert.Equal(3, (await retriever.SearchAsync("kb", "\"*^:(", 50, _none)).Count);
    }

    [Fact]
    public async Task A_new_build_is_seen_at_once()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());
        var retriever = fixture.Retriever(new WordEmbeddings());
        await retriever.SearchAsync("kb", "password", 1, _none);
        fixture.Folder.Write("docs/0.md", "Ask the help desk about a lost password.");
        await fixture.BuildAsync(new WordEmbeddings());

        var found = await retriever.SearchAsync("kb", "lost password help desk", 1, _none);

        Assert.Equal("docs/0.md", found[0].Source);
    }

    [Fact]
    public async Task An_index_is_read_once_for_each_build()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());
        var store = new WatchedStore(fixture.Store);
        fixture.Store = store;
        var retriever = fixture.Retriever(new WordEmbeddings());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => retriever.SearchAsync("kb", "password", 1, CancellationToken.None)));

        Assert.Equal(1, store.Loads);
    }

    [Fact]
    public async Task A_build_in_the_middle_of_a_search_mixes_nothing()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());
        var inner = fixture.Store;
        var store = new WatchedStore(inner);
        var replaced = false;
        store.BeforeTextSearch = async () =>
        {
            if (!replaced)
            {
                replaced = true;
                fixture.Folder.Write("docs/0.md", "Zebras graze.");
                fixture.Store = inner;
                await fixture.BuildAsync(new WordEmbeddings());
            }
        };
        fixture.Store = store;
        var retriever = fixture.Retriever(new WordEmbeddings());

        var found = await retriever.SearchAsync("kb", "zebras graze", 1, _none);

        Assert.Equal(("docs/0.md", "Zebras graze."), (found[0].Source, found[0].Text));
        Assert.NotNull(found[0].SparseScore);
    }

    [Fact]
    public async Task What_is_missing_is_told_with_the_command_that_helps()
    {
        using var fixture = new IndexFixture(Documents);
        var retriever = fixture.Retriever(new WordEmbeddings());

        var unknown = await Assert.ThrowsAsync<RetrievalException>(() => retriever.SearchAsync("faq", "q", 1, _none));
        Assert.Contains("no index 'faq' (it names kb, other)", unknown.Message);
        Assert.Contains("promptlsp index build faq", unknown.Message);
        var unbuilt = await Assert.ThrowsAsync<RetrievalException>(() => retriever.SearchAsync("kb", "q", 1, _none));
        Assert.Contains("not built yet. Run: promptlsp index build kb", unbuilt.Message);

        await fixture.BuildAsync(new WordEmbeddings());
        foreach (var other in new[] { new WordEmbeddings("words-2"), new WordEmbeddings(dimension: 32) })
        {
            var changed = await Assert.ThrowsAsync<RetrievalException>(() => fixture.Retriever(other).SearchAsync("kb", "q", 1, _none));
            Assert.Contains("was built with the embedding model 'words-1' (64 dimensions)", changed.Message);
            Assert.Contains("promptlsp index build kb", changed.Message);
        }
    }

    [Fact]
    public async Task A_damaged_store_is_a_failure_of_the_search()
    {
        using var fixture = new IndexFixture(Documents);
        fixture.Folder.Write(".promptlsp/promptlsp.db", new string('x', 5000));

        var exception = await Assert.ThrowsAsync<RetrievalException>(() => fixture.Retriever(new WordEmbeddings()).SearchAsync("kb", "q", 1, _none));

        Assert.Contains("damaged", exception.Message);
    }

    private sealed class WatchedStore(IPassageStore inner) : IPassageStore
    {
        private int _loads;

        internal int Loads => _loads;

        internal Func<Task>? BeforeTextSearch { get; set; }

        public Task<StoredIndexInfo?> GetInfoAsync(string index, CancellationToken cancellationToken) => inner.GetInfoAsync(index, cancellationToken);

        public Task ReplaceAsync(StoredIndexInfo info, IReadOnlyList<StoredPassage> passages, CancellationToken cancellationToken) =>
            inner.ReplaceAsync(info, passages, cancellationToken);

        public Task<IReadOnlyList<StoredPassage>> LoadAsync(string index, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _loads);
            return inner.LoadAsync(index, cancellationToken);
        }

        public async Task<IReadOnlyList<(int Ordinal, double Score)>> SearchTextAsync(string index, string query, int limit, CancellationToken cancellationToken)
        {
            if (BeforeTextSearch is { } action)
            {
                await action();
            }

            return await inner.SearchTextAsync(index, query, limit, cancellationToken);
        }
    }
}
