using System.Collections.Immutable;
using System.Globalization;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tests.Catalogue;

public sealed class ModelCatalogueTests
{
    [Fact]
    public void EveryEntryIsWholeAndDated()
    {
        var models = ModelCatalogue.BuiltIn.Models;
        Assert.InRange(models.Length, 25, 60);
        var names = new TokenCounterProvider().Names;
        Assert.All(models, model =>
        {
            Assert.True(model.ContextWindow >= 4096 && model.MaxOutputTokens > 0 && model.MaxOutputTokens <= model.ContextWindow, $"{model}");
            Assert.True(model.Tokenizer is null || names.Contains(model.Tokenizer), $"{model}");
            Assert.True(DateOnly.TryParseExact(model.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), $"{model}");
            Assert.False(string.IsNullOrEmpty(model.Source), $"{model}");
            Assert.True(model.Id.StartsWith("local/", StringComparison.Ordinal) ? model.InputPrice is null : model.InputPrice > 0 && model.OutputPrice > model.InputPrice, $"{model}");
            Assert.True(model.CachedInputPrice is null || model.CachedInputPrice < model.InputPrice, $"{model}");
        });
    }

    [Fact]
    public void ModelsAreFoundByTheirWholeIdOnly()
    {
        var model = ModelCatalogue.BuiltIn.Find("openai/gpt-4o-mini")!;
        Assert.Equal(("o200k_base", 128000, 16384, 3, 3), (model.Tokenizer, model.ContextWindow, model.MaxOutputTokens, model.TokensPerMessage, model.TokensPerRequest));
        Assert.Null(ModelCatalogue.BuiltIn.Find("gpt-4o-mini"));
        Assert.Null(ModelCatalogue.BuiltIn.Find("openai/GPT-4o-mini"));
        Assert.Null(ModelCatalogue.BuiltIn.Find("anthropic/claude-haiku-4-5")!.Tokenizer);
        Assert.Equal("o200k_base", ModelCatalogue.BuiltIn.Find("local/echo")!.Tokenizer);
        Assert.Null(ModelCatalogue.BuiltIn.Find("local/extractive")!.InputPrice);
    }

    [Theory]
    [InlineData("openai/gpt-4o-minni", "openai/gpt-4o-mini")]
    [InlineData("gpt-4o-mini", "openai/gpt-4o-mini")]
    [InlineData("opnai/gpt-5", "openai/gpt-5")]
    [InlineData("something/else-entirely", null)]
    [InlineData("openai/gpt-5", null)]
    public void UnknownIdsAreCompletedOrCorrected(string id, string? suggestion) =>
        Assert.Equal(suggestion, ModelCatalogue.BuiltIn.Suggest(id)?.Word);

    [Fact]
    public void EntriesOfTheWorkspaceWin()
    {
        var own = new ModelInfo("openai/gpt-4o") { ContextWindow = 1000 };
        var more = new ModelInfo("vllm/x") { ContextWindow = 2000 };
        var catalogue = ModelCatalogue.BuiltIn.With(ImmutableDictionary.CreateRange([KeyValuePair.Create(own.Id, own), KeyValuePair.Create(more.Id, more)]));
        Assert.Same(own, catalogue.Find("openai/gpt-4o"));
        Assert.Same(more, catalogue.Find("vllm/x"));
        Assert.Equal(ModelCatalogue.BuiltIn.Models.Length + 1, catalogue.Models.Length);
        Assert.Equal("vllm/x", catalogue.Suggest("vllm/y")?.Word);
    }
}
