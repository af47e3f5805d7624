using PromptLsp.Models.ChatTemplates;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Generation;
using PromptLsp.Models.Tests.Golden;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.ChatTemplates;

public sealed class ChatTemplateTokenCounterTests
{
    [Fact]
    public void Counts_are_the_lengths_of_the_reference_and_add_up()
    {
        var folder = ModelFolder.Open(SmolModel.Folder());
        var counter = ChatTemplateTokenCounter.Open(folder)!;
        var tokenizer = HuggingFaceTokenizer.Load(folder.TokenizerPath);
        foreach (var row in SmolModel.Rows("chat_template.jsonl").Where(row => row.GetProperty("add_generation_prompt").GetBoolean()))
        {
            var messages = row.GetProperty("messages").EnumerateArray().Select(message => (SmolModel.Text(message, "role"), SmolModel.Text(message, "content"))).ToArray();
            var count = counter.Count(messages, TestContext.Current.CancellationToken)!;
            Assert.Equal(SmolModel.Ids(row, "ids_safe").Length, count.Total);
            var contents = messages.Sum(message => tokenizer.EncodeToIds(message.Item2, parseSpecialTokens: false).Count);
            Assert.Equal(count.Total, contents + count.Overheads.Sum() + count.RequestOverhead);
        }
    }

    [Fact]
    public void A_message_costs_its_frame_and_the_first_the_default_system_message_too()
    {
        var counter = ChatTemplateTokenCounter.Open(ModelFolder.Open(SmolModel.Folder()))!;
        var count = counter.Count([("user", "Hi"), ("assistant", "Hello"), ("user", "Bye")], TestContext.Current.CancellationToken)!;
        Assert.Equal((3, 4), (count.Overheads.Length, count.RequestOverhead));
        Assert.Equal(21 + 5, count.Overheads[0]);
        Assert.Equal(5, count.Overheads[2]);
    }

    [Fact]
    public void A_model_without_chat_template_counts_no_conversations() => Assert.Null(ChatTemplateTokenCounter.Open(BuiltIn.Open()));
}
