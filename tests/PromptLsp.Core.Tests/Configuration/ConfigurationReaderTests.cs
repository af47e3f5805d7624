using PromptLsp.Core.Configuration;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void TheWholeFileIsRead()
    {
        var configuration = Read("""
            providers:
              openai: { type: openai, api_key_env: MY_KEY, timeout: 1.5, max_retries: 0 }
              vllm:   { type: openai, base_url: http://localhost:8000/v1 }
            models: { vllm/my-model: { tokenizer: ./tokenizer.json, context_window: 32768, max_output_tokens: 4096 } }
            indexes:
              kb: { include: ['docs/**/*.md'], splitter: { kind: recursive, chunk_tokens: 128, overlap_tokens: 16 }, embedding: default, store: sqlite }
            store: data/results.db
            """);
        Assert.Empty(configuration.Diagnostics);
        Assert.Equal(new ProviderConfiguration("openai", "openai", null, "MY_KEY", TimeSpan.FromSeconds(1.5), 0), configuration.Providers["openai"]);
        Assert.Equal(new Uri("http://localhost:8000/v1"), configuration.Providers["vllm"].BaseUrl);
        Assert.Null(configuration.Providers["vllm"].ApiKeyEnvironmentVariable);
        Assert.True(configuration.Providers.ContainsKey("ollama"));
        var model = configuration.Models["vllm/my-model"];
        Assert.Equal(("./tokenizer.json", 32768, 4096, "promptlsp.yaml"), (model.Tokenizer, model.ContextWindow, model.MaxOutputTokens, model.Source));
        var index = configuration.Indexes["kb"];
        Assert.Equal(["docs/**/*.md"], index.Include);
        Assert.Equal((128, 16, "recursive", "default"), (index.ChunkTokens, index.OverlapTokens, index.SplitterKind, index.EmbeddingModel));
        Assert.Equal("data/results.db", configuration.Store);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void AnEmptyFileMeansTheDefaults(string text)
    {
        var configuration = Read(text);
        Assert.Empty(configuration.Diagnostics);
        Assert.Equal(new WorkspaceConfiguration().Store, configuration.Store);
        Assert.Equal(["ollama", "openai"], configuration.Providers.Keys.Order());
    }

    [Fact]
    public void FiguresThatAnEntryLeavesOutComeFromTheCatalogue()
    {
        var model = Read("models: { openai/gpt-4o-mini: { input_price: 0.1 } }").Models["openai/gpt-4o-mini"];
        Assert.Equal((0.1, 0.6, "o200k_base", 128000), (model.InputPrice, model.OutputPrice, model.Tokenizer, model.ContextWindow));
    }

    [Theory]
    [InlineData("prviders: {}", "prviders", "Did you mean 'providers'?")]
    [InlineData("providers: { x: { type: openai, base_ulr: 'http://a/v1' } }", "base_ulr", "Did you mean 'base_url'?")]
    [InlineData("providers: { x: { type: openia } }", "openia", "Did you mean 'openai'?")]
    [InlineData("providers: { x: { base_url: 'http://localhost/v1' } }", "{", "needs a value for 'type'")]
    [InlineData("providers: { x: { type: openai, base_url: localhost } }", "localhost", "This is no address")]
    [InlineData("providers: { x: { type: openai, base_url: 'file:///etc/passwd' } }", "'file:///etc/passwd'", "This is no address")]
    [InlineData("providers: { x: { type: openai, timeout: 0 } }", "0", "a number from 0.1 to 3600")]
    [InlineData("providers: { x: { type: openai, max_retries: 11 } }", "11", "an integer from 0 to 10")]
    [InlineData("providers: { local: { type: openai } }", "local", "is built in")]
    [InlineData("providers: { a/b: { type: openai } }", "a/b", "consists of letters")]
    [InlineData("providers: { x: openai }", "x", "needs a mapping")]
    [InlineData("models: { gpt-4o: { context_window: 1 } }", "gpt-4o", "is no model id")]
    [InlineData("models: { a/b: { tokenizer: o200k_bas } }", "o200k_bas", "Did you mean 'o200k_base'?")]
    [InlineData("models: { a/b: { tokenizer: ../t.json } }", "../t.json", "must lie in the workspace")]
    [InlineData("models: { a/b: { context_window: 10, max_output_tokens: 20 } }", "20", "does not fit its context window")]
    [InlineData("models: { a/b: { input_price: -1 } }", "-1", "a number from 0 to")]
    [InlineData("indexes: { kb: { splitter: {} } }", "{", "needs a value for 'include'")]
    [InlineData("indexes: { kb: { include: ['../x/*.md'] } }", "[", "outside the workspace")]
    [InlineData("indexes: { kb: { include: a.md, splitter: { kind: recursiv } } }", "recursiv", "Did you mean 'recursive'?")]
    [InlineData("indexes: { kb: { include: a.md, splitter: { chunk_tokens: 10, overlap_tokens: 8 } } }", "8", "more than half")]
    [InlineData("indexes: { kb: { include: a.md, store: postgres } }", "postgres", "one of sqlite")]
    [InlineData("store: /var/x.db", "/var/x.db", "must be a file in the workspace")]
    [InlineData("store: a/../../x.db", "a/../../x.db", "must be a file in the workspace")]
    [InlineData("store: 'C:\\x.db'", "'C:\\x.db'", "must be a file in the workspace")]
    [InlineData("store: folder/", "folder/", "must be a file in the workspace")]
    [InlineData("[a]", "[a]", "must be a mapping")]
    public void WhatDoesNotFitIsReportedWhereItStands(string text, string underlined, string message)
    {
        var diagnostic = Assert.Single(Read(text).Diagnostics);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(underlined, text[diagnostic.Span.Start..diagnostic.Span.End]);
    }

    [Theory]
    [InlineData("api_key: sk-planted-000")]
    [InlineData("apiKey: sk-planted-000")]
    [InlineData("api-key: sk-planted-000")]
    [InlineData("token: sk-planted-000")]
    [InlineData("api_key_env: sk-planted-000")]
    [InlineData("base_url: 'https://user:sk-planted-000@example.com/v1'")]
    [InlineData("base_url: 'https://example.com/v1?key=sk-planted-000'")]
    public void ASecretInTheFileIsAnErrorThatDoesNotRepeatIt(string entry)
    {
        var diagnostic = Assert.Single(Read($"providers: {{ mine: {{ type: openai, {entry} }} }}").Diagnostics);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.DoesNotContain("planted", diagnostic.Message + string.Concat(diagnostic.Fixes.SelectMany(fix => fix.Edits).Select(edit => edit.NewText)), StringComparison.Ordinal);
        Assert.Contains(entry.StartsWith("base", StringComparison.Ordinal) ? "api_key_env" : "MINE_API_KEY", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyOverPlainHttpIsAWarning()
    {
        var diagnostic = Assert.Single(Read("providers: { x: { type: openai, api_key_env: K, base_url: 'http://example.com/v1' } }").Diagnostics);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Empty(Read("providers: { x: { type: openai, api_key_env: K, base_url: 'http://127.0.0.1:8000/v1' } }").Diagnostics);
    }

    [Fact]
    public void BytesThatAreNoUtf8AreReported()
    {
        var configuration = ConfigurationReader.Read(SourceText.FromBytes([.. "store: a.db # "u8, 0xFF]));
        Assert.Equal(DiagnosticCodes.InvalidEncoding, Assert.Single(configuration.Diagnostics).Code);
        Assert.Equal("a.db", configuration.Store);
    }

    private static WorkspaceConfiguration Read(string text) => ConfigurationReader.Read(SourceText.From(text));
}
