using PromptLsp.Core.Retrieval;
using PromptLsp.Retrieval.Indexing;

namespace PromptLsp.Retrieval.Tests.Indexing;

public class IndexBuilderTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private static (string Path, string Text)[] Documents =>
    [
        ("docs/a.md", "# Accounts\n\nReset your password in the settings.\n\n## Billing\n\nInvoices are sent on the first day of each month by mail."),
        ("docs/deep/b.md", "Orders ship within two days."),
        ("docs/c.txt", "not indexed"),
    ];

    [Fact]
    public async Task Passages_are_slices_of_their_documents_with_headings_and_unit_vectors()
    {
        using var fixture = new IndexFixture(Documents);

        var report = await fixture.BuildAsync(new WordEmbeddings());

        var passages = await fixture.Store.LoadAsync("kb", _none);
        Assert.Equal((passages.Count, passages.Count, "words-1", 64), (report.Passages, report.EmbeddedPassages, report.EmbeddingModel, report.Dimension));
        Assert.Equal(["docs/a.md", "docs/deep/b.md"], report.Changes.Added);
        Assert.Equal(["docs/a.md", "docs/deep/b.md"], passages.Select(passage => passage.Source).Distinct());
        Assert.Equal(Enumerable.Range(0, passages.Count), passages.Select(passage => passage.Ordinal));
        foreach (var passage in passages)
        {
            var document = await File.ReadAllTextAsync(Path.Combine(fixture.Folder.Path, passage.Source), _none);
            Assert.Equal(document[passage.Start..passage.End], passage.Text);
            Assert.Equal(IndexFixture.Counter.Count(passage.Text), passage.TokenCount);
            Assert.InRange(passage.TokenCount, 1, 24);
            Assert.Equal(1.0, Math.Sqrt(passage.Embedding.ToArray().Sum(value => (double)value * value)), 5);
        }

        Assert.Contains(passages, passage => passage.Heading == "Accounts › Billing" && passage.Text.Contains("Invoices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_changed_is_embedded_again_and_the_result_is_that_of_a_fresh_build()
    {
        using var fixture = new IndexFixture([.. Documents, ("docs/gone.md", "Old news.")]);
        await fixture.BuildAsync(new WordEmbeddings());
        fixture.Folder.Write("docs/deep/b.md", "Orders ship within three days.");
        fixture.Folder.Write("docs/0.md", "A new document.");
        File.Delete(Path.Combine(fixture.Folder.Path, "docs", "gone.md"));
        var embeddings = new WordEmbeddings();

        var report = await fixture.BuildAsync(embeddings);

        Assert.Equal(["docs/0.md"], report.Changes.Added);
        Assert.Equal(["docs/deep/b.md"], report.Changes.Changed);
        Assert.Equal(["docs/gone.md"], report.Changes.Removed);
        Assert.Equal(["docs/a.md"], report.Changes.Unchanged);
        Assert.Equal(2, report.EmbeddedPassages);
        Assert.Equal(["identity", "A new document.", "Orders ship within three days."], embeddings.Embedded);
        var incremental = await Snapshot(fixture);
        File.Delete(fixture.StorePath);
        await fixture.BuildAsync(new WordEmbeddings());
        Assert.Equal(await Snapshot(fixture), incremental);
    }

    [Fact]
    public async Task An_index_that_is_up_to_date_is_left_alone()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());
        var before = await fixture.Store.GetInfoAsync("kb", _none);

        var report = await fixture.BuildAsync(new WordEmbeddings());

        Assert.True(report.Changes.IsUpToDate);
        Assert.Equal((before!.PassageCount, 0), (report.Passages, report.EmbeddedPassages));
        Assert.Equal(before.BuiltAt, (await fixture.Store.GetInfoAsync("kb", _none))!.BuiltAt);
    }

    [Fact]
    public async Task Other_settings_or_another_model_make_everything_new()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());

        var other = await fixture.BuildAsync(new WordEmbeddings("words-2"));
        Assert.True(other.Changes.IsStale);
        Assert.Equal(other.Passages, other.EmbeddedPassages);
        fixture.Configuration = fixture.Configuration with { ChunkTokens = 12 };
        var smaller = await fixture.BuildAsync(new WordEmbeddings("words-2"));
        Assert.True(smaller.Changes.IsStale);
        Assert.True(smaller.Passages > other.Passages);
        Assert.Equal(smaller.Passages, smaller.EmbeddedPassages);
    }

    [Fact]
    public async Task The_status_tells_what_a_build_would_do_and_does_nothing()
    {
        using var fixture = new IndexFixture(Documents);
        var builder = fixture.Builder(new WordEmbeddings());

        var none = await builder.GetStatusAsync(fixture.Configuration, _none);
        Assert.False(none.IsBuilt);
        Assert.Equal(["docs/a.md", "docs/deep/b.md"], none.Changes.Added);
        Assert.False(File.Exists(fixture.StorePath));

        await fixture.BuildAsync(new WordEmbeddings());
        var built = await builder.GetStatusAsync(fixture.Configuration, _none);
        Assert.True(built.IsBuilt && built.Changes.IsUpToDate && built.Passages > 0);
        fixture.Folder.Write("docs/a.md", "# Other");
        File.Delete(Path.Combine(fixture.Folder.Path, "docs", "deep", "b.md"));
        var changed = await fixture.Builder(new WordEmbeddings("words-2")).GetStatusAsync(fixture.Configuration, _none);
        Assert.True(changed.Changes is { IsStale: true, Changed: ["docs/a.md"], Removed: ["docs/deep/b.md"], Added: [] });
    }

    [Fact]
    public async Task Progress_is_told_and_a_cancelled_build_leaves_the_old_index()
    {
        using var fixture = new IndexFixture(Documents);
        await fixture.BuildAsync(new WordEmbeddings());
        var before = await Snapshot(fixture);
        fixture.Folder.Write("docs/big.md", string.Join("\n\n", Enumerable.Range(0, 300).Select(i => $"Paragraph {i} with words enough to stand alone as one passage of the index.")));
        using var cancellation = new CancellationTokenSource();
        var seen = new List<IndexProgress>();
        var batches = 0;
        var stopping = new WordEmbeddings
        {
            OnBatch = _ =>
            {
                if (++batches == 3)
                {
                    cancellation.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Builder(stopping).BuildAsync(fixture.Configuration, new Recorder(seen), cancellation.Token));

        Assert.Equal(before, await Snapshot(fixture));
        Assert.Equal(3, seen.Count(step => step.PassagesToEmbed == 0));
        Assert.Equal(2 * IndexBuilder.BatchSize, seen[^1].PassagesEmbedded);
        Assert.True(seen[^1].PassagesToEmbed > seen[^1].PassagesEmbedded);
        var report = await fixture.Builder(new WordEmbeddings()).BuildAsync(fixture.Configuration, new Recorder(seen), _none);
        Assert.Equal(new IndexProgress(3, 3, report.EmbeddedPassages, report.EmbeddedPassages), seen[^1]);
    }

    [Fact]
    public async Task What_cannot_be_indexed_is_named_and_the_rest_is_indexed()
    {
        using var fixture = new IndexFixture(Documents);
        await File.WriteAllBytesAsync(Path.Combine(fixture.Folder.Path, "docs", "picture.md"), [0x89, 0x50, 0xFF, 0xFE], _none);

        var report = await fixture.BuildAsync(new WordEmbeddings());

        var skipped = Assert.Single(report.Changes.Skipped);
        Assert.Equal("docs/picture.md", skipped.Path);
        Assert.Contains("UTF-8", skipped.Reason);
        Assert.Equal(2, report.Changes.Added.Length);
    }

    [Fact]
    public async Task Mistakes_of_the_configuration_say_what_to_write()
    {
        using var fixture = new IndexFixture(Documents);
        var good = fixture.Configuration;

        fixture.Configuration = good with { Include = ["nothing/*.md"] };
        Assert.Contains("nothing/*.md", (await Assert.ThrowsAsync<RetrievalException>(() => fixture.BuildAsync(new WordEmbeddings()))).Message);
        fixture.Configuration = good with { SplitterKind = "semantic" };
        Assert.Contains("kind: recursive", (await Assert.ThrowsAsync<RetrievalException>(() => fixture.BuildAsync(new WordEmbeddings()))).Message);
        fixture.Configuration = good with { OverlapTokens = 25 };
        Assert.Contains("overlap_tokens", (await Assert.ThrowsAsync<RetrievalException>(() => fixture.BuildAsync(new WordEmbeddings()))).Message);
    }

    [Fact]
    public async Task A_model_that_fails_is_named()
    {
        using var fixture = new IndexFixture(Documents);
        var failing = new WordEmbeddings { OnBatch = _ => throw new InvalidOperationException("no such model") };

        var exception = await Assert.ThrowsAsync<RetrievalException>(() => fixture.BuildAsync(failing));

        Assert.Contains("'default' cannot be used: no such model", exception.Message);
    }

    private static async Task<string> Snapshot(IndexFixture fixture) => string.Join('\n', (await fixture.Store.LoadAsync("kb", _none)).Select(passage =>
        $"{passage.Ordinal} {passage.Source}#{passage.ChunkIndex} {passage.Start}-{passage.End} {passage.Heading} {passage.Text} {passage.TokenCount} {string.Join(' ', passage.Embedding.ToArray())}"));

    private sealed class Recorder(List<IndexProgress> seen) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => seen.Add(value);
    }
}
