using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Tokens;
using PromptLsp.Llm.Tests.Support;

namespace PromptLsp.Llm.Tests.BuiltIn;

/// <summary>The providers that need no key and no network.</summary>
public sealed class BuiltInTests
{
    private const string NothingFound = "The given text does not answer this.";
    private const string Docs =
        """
        # Accounts

        Every customer has one account. The account holds invoices, orders and addresses.

        ## Password

        To reset your password, open Settings and choose Reset. The reset link is valid for one hour.

        - Two passwords must not be alike.
        """;

    [Theory]
    [InlineData("hello")]
    [InlineData(" two\n\nlines, with  spaces {{ x }} ")]
    [InlineData("system:\nx")]
    [InlineData("")]
    public async Task Echo_gives_the_last_user_message_back(string text)
    {
        await using var fixture = await LlmFixture.StartAsync();
        using var client = fixture.Client("local/echo");
        ChatMessage[] messages = [new(ChatRole.User, "first"), new(ChatRole.Assistant, "a"), new(ChatRole.User, text), new(ChatRole.Assistant, "b")];

        Assert.Equal(text, (await client.GetResponseAsync(messages)).Text);
        Assert.Equal(text, (await client.GetStreamingResponseAsync(messages).ToChatResponseAsync()).Text);

        Assert.Equal(["ok", "ok"], fixture.Log.Rows.Select(row => row.Outcome));
        Assert.All(fixture.Log.Rows, row => Assert.Equal(("local/echo", null, "stop"), (row.ModelId, row.HttpStatus, row.FinishReason)));
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task Usage_is_counted_where_a_tokenizer_is_given()
    {
        await using var fixture = await LlmFixture.StartAsync();
        using var provider = fixture.Create(fixture.Configuration, tokens: new LetterCounter());
        using var client = fixture.Client("local/echo");

        var whole = await client.GetResponseAsync([new(ChatRole.System, "abc"), new(ChatRole.User, "four")]);
        var streamed = await client.GetStreamingResponseAsync([new(ChatRole.System, "abc"), new(ChatRole.User, "four")]).ToChatResponseAsync();

        Assert.Equal((7L, 4L), (whole.Usage!.InputTokenCount!.Value, whole.Usage.OutputTokenCount!.Value));
        Assert.Equal(7, streamed.Usage!.InputTokenCount);
        Assert.All(fixture.Log.Rows, row => Assert.Equal((7L, 4L), (row.InputTokens!.Value, row.OutputTokens!.Value)));
    }

    [Fact]
    public async Task Extractive_answers_with_the_nearest_sentences_of_the_passages()
    {
        var answer = await AnswerAsync(LlmFixture.WithPassages("How do I reset my password?", Docs), "irrelevant");

        Assert.Equal("To reset your password, open Settings and choose Reset.", answer);
    }

    [Fact]
    public async Task Several_sentences_come_in_the_order_of_the_passages()
    {
        var answer = await AnswerAsync(
            LlmFixture.WithPassages("blue red green", "Nothing here. Blue thing red.", "Green is blue and red. So is red green blue! And the rest."), "irrelevant");

        Assert.Equal("Blue thing red. Green is blue and red. So is red green blue!", answer);
    }

    [Fact]
    public async Task The_same_sentence_of_two_chunks_counts_once()
    {
        var answer = await AnswerAsync(LlmFixture.WithPassages("red house", "The red house.", "The red house."), "irrelevant");

        Assert.Equal("The red house.", answer);
    }

    [Fact]
    public async Task Without_passages_the_last_user_message_is_both_text_and_question()
    {
        Assert.Equal(
            "To reset your password, open Settings and choose Reset.",
            await AnswerAsync(LlmFixture.Context, Docs + "\n\nHow can I reset my password?\n\n"));
    }

    [Theory]
    [InlineData("How do I reset it?")]
    [InlineData("")]
    [InlineData("The sky is blue.\nWhat about zebras")]
    [InlineData("# Only a heading\n\n---\n\nWhat about headings?")]
    public async Task Where_nothing_answers_it_says_so(string message) => Assert.Equal(NothingFound, await AnswerAsync(LlmFixture.Context, message));

    [Fact]
    public async Task A_heading_leads_to_its_sentences_but_is_none()
    {
        var answer = await AnswerAsync(LlmFixture.WithPassages("opening hours", "# Opening hours\n\nMonday to Friday.\n\n# Address\n\nMain Street."), "irrelevant");

        Assert.Equal("Monday to Friday.", answer);
    }

    [Fact]
    public async Task A_fenced_block_stays_whole()
    {
        var answer = await AnswerAsync(LlmFixture.WithPassages("install with npm", "Unrelated words here.\n\n```sh\nnpm install\n# Done. Really.\n```"), "irrelevant");

        Assert.Equal("```sh\nnpm install\n# Done. Really.\n```", answer);
    }

    [Fact]
    public async Task Streams_the_same_answer_and_embeds_each_text_once()
    {
        await using var fixture = await LlmFixture.StartAsync();
        var embeddings = new WordEmbeddings();
        var made = 0;
        using var provider = fixture.Create(fixture.Configuration, () =>
        {
            made++;
            return embeddings;
        });
        using var first = provider.GetClient("local/extractive", LlmFixture.WithPassages("How do I reset my password?", Docs));
        using var second = provider.GetClient("local/extractive", LlmFixture.WithPassages("How do I reset my password?", Docs));
        Assert.Equal(0, made);

        var whole = await first.GetResponseAsync(LlmFixture.Prompt);
        var count = embeddings.Count;
        var updates = await second.GetStreamingResponseAsync(LlmFixture.Prompt).ToListAsync();

        Assert.Equal(whole.Text, string.Concat(updates.Select(update => update.Text)));
        Assert.True(updates.Count > 5);
        Assert.Equal((1, count), (made, embeddings.Count));
        Assert.Equal(2, fixture.Log.Rows.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_cannot_be_loaded_is_a_matter_of_configuration(bool whenAsked)
    {
        await using var fixture = await LlmFixture.StartAsync();
        var cause = new FileNotFoundException("model.onnx is missing");
        using var provider = fixture.Create(fixture.Configuration, () => whenAsked ? new WordEmbeddings { Failure = cause } : throw cause);
        using var client = provider.GetClient("local/extractive", LlmFixture.WithPassages("a", "a b."));

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => client.GetResponseAsync(LlmFixture.Prompt));

        Assert.Equal(ModelCallFailure.Configuration, failure.Failure);
        Assert.Contains("model.onnx is missing", failure.Message);
        Assert.Equal("configuration", Assert.Single(fixture.Log.Rows).Outcome);
    }

    private static async Task<string> AnswerAsync(CallContext context, string message)
    {
        await using var fixture = await LlmFixture.StartAsync();
        using var provider = fixture.Create(fixture.Configuration, () => new WordEmbeddings());
        using var client = provider.GetClient("local/extractive", context);
        return (await client.GetResponseAsync([new(ChatRole.System, "Answer."), new(ChatRole.User, message)])).Text;
    }

    private sealed class LetterCounter : ITokenCounter
    {
        public string Name => "letters";

        public int Count(ReadOnlySpan<char> text) => text.Length;

        public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text) => throw new NotSupportedException();

        public string Decode(IEnumerable<int> ids) => throw new NotSupportedException();

        public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => throw new NotSupportedException();
    }
}
