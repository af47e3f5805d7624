using System.Text.Json;
using PromptLsp.Models.ChatTemplates;

namespace PromptLsp.Models.Tests.ChatTemplates;

public sealed class ChatTemplateGoldenTests
{
    [Fact]
    public void The_reference_conversations_render_exactly()
    {
        using var configuration = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("models", "SmolLM2-135M-Instruct", "tokenizer_config.json")));
        var template = ChatTemplate.Parse("tokenizer_config.json", configuration.RootElement.GetProperty("chat_template").GetString()!);
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "causal-lm", "chat_template.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var input = ChatTemplateInput.Of(row.RootElement.GetProperty("messages")) with
            {
                AddsGenerationPrompt = row.RootElement.GetProperty("add_generation_prompt").GetBoolean(),
            };
            Assert.Equal(row.RootElement.GetProperty("rendered").GetString(), template.Render(input).Text);
        }
    }
}
