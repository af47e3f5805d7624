using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Configuration;
using PromptLsp.Llm.Endpoints;
using PromptLsp.Llm.Tests.Support;
using PromptLsp.Testing.FakeOpenAi;

namespace PromptLsp.Llm.Tests.Endpoints;

/// <summary>Keys and prompts go where the user lets them, never where a repository alone wants them.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly TrustedEndpoints _trusted;

    public TrustTests()
    {
        _environment["XDG_CONFIG_HOME"] = _home.Path;
        _environment["APPDATA"] = _home.Path;
        _environment["KEY"] = "sk-secret-0123456789";
        _trusted = new TrustedEndpoints(name => _environment.GetValueOrDefault(name));
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_file_is_in_the_users_configuration_folder() =>
        Assert.Equal(Path.Combine(_home.Path, "promptlsp", "trusted-urls"), _trusted.FilePath);

    [Fact]
    public void A_relative_configuration_folder_counts_for_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "XDG folders are not used there");
        _environment["XDG_CONFIG_HOME"] = "relative";
        _environment["HOME"] = "/home/somebody";

        Assert.Equal("/home/somebody/.config/promptlsp/trusted-urls", new TrustedEndpoints(name => _environment.GetValueOrDefault(name)).FilePath);
    }

    [Fact]
    public void Addresses_are_added_listed_and_removed_and_other_lines_stay()
    {
        Assert.Empty(_trusted.List());
        _home.Write("promptlsp/trusted-urls", "# mine\n\nnot an address\n");

        Assert.True(_trusted.Add("https://llm.example.com/v1/"));
        Assert.False(_trusted.Add("HTTPS://LLM.example.com:443/v1"));
        Assert.True(_trusted.Add("http://10.0.0.7:8000"));
        _environment[TrustedEndpoints.EnvironmentVariable] = "https://ci.example.com, https://two.example.com/a\nbroken";

        Assert.Equal(
            [
                ("https://llm.example.com/v1", _trusted.FilePath), ("http://10.0.0.7:8000/", _trusted.FilePath),
                ("https://ci.example.com/", TrustedEndpoints.EnvironmentVariable), ("https://two.example.com/a", TrustedEndpoints.EnvironmentVariable),
            ],
            _trusted.List().Select(entry => (entry.Url.AbsoluteUri, entry.Source)));
        Assert.True(_trusted.Remove("https://llm.example.com/v1"));
        Assert.False(_trusted.Remove("https://llm.example.com/v1"));
        Assert.Equal("# mine\n\nnot an address\nhttp://10.0.0.7:8000/\n", File.ReadAllText(_trusted.FilePath).ReplaceLineEndings("\n"));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_trusted.FilePath)!));
    }

    [Theory]
    [InlineData("llm.example.com")]
    [InlineData("/v1")]
    [InlineData("ftp://llm.example.com")]
    [InlineData("file:///etc")]
    [InlineData("https://user:pass@llm.example.com")]
    [InlineData("https://llm.example.com/?a=b")]
    [InlineData("https://llm.example.com/#x")]
    [InlineData("")]
    public void What_is_no_plain_address_is_refused(string url) => Assert.Throws<InvalidEndpointException>(() => _trusted.Add(url));

    [Theory]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com/v1", true)]
    [InlineData("https://llm.example.com/v1", "https://LLM.example.com/v1/", true)]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com/v1/deep", true)]
    [InlineData("https://llm.example.com", "https://llm.example.com/v1", true)]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com/v10", false)]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com/", false)]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com/v1/../other", false)]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com/v1/%2e%2e/other", false)]
    [InlineData("https://llm.example.com/v1", "http://llm.example.com/v1", false)]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com:8443/v1", false)]
    [InlineData("https://llm.example.com/v1", "https://llm.example.com.evil.example/v1", false)]
    [InlineData("https://example.com", "https://llm.example.com", false)]
    public void Trust_goes_to_the_address_and_below(string trusted, string url, bool expected)
    {
        _trusted.Add(trusted);

        Assert.Equal(expected, _trusted.Contains(TrustedEndpoints.Parse(url)));
    }

    [Theory]
    [InlineData("https://llm.example.com/v1")]
    [InlineData("http://api.openai.com/v1")]
    [InlineData("https://api.openai.com.evil.example/v1")]
    [InlineData("https://api.openai.com:444/v1")]
    [InlineData("http://localhost.evil.example:8000/v1")]
    [InlineData("http://127.0.0.1.evil.example/v1")]
    [InlineData("http://169.254.169.254/v1")]
    [InlineData("http://0.0.0.0:8000/v1")]
    public void An_endpoint_that_only_the_repository_wants_is_refused_by_name_of_the_command(string url)
    {
        foreach (var keyVariable in new[] { "KEY", null })
        {
            var failure = Assert.Throws<ModelCallException>(() => Client(new Uri(url), keyVariable));

            Assert.Equal(ModelCallFailure.Configuration, failure.Failure);
            Assert.Contains($"promptlsp trust {url}", failure.Message);
            Assert.DoesNotContain("sk-secret", failure.ToString());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://api.openai.com/v1")]
    [InlineData("http://localhost:11434/v1")]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://127.8.9.1:8000/v1")]
    [InlineData("http://[::1]:8000/v1")]
    public void The_providers_own_host_and_loopback_need_no_trust(string? url) => Client(url is null ? null : new Uri(url)).Dispose();

    [Fact]
    public void What_the_user_trusts_meanwhile_counts_at_the_next_call()
    {
        var url = new Uri("https://llm.example.com/v1");
        Assert.Throws<ModelCallException>(() => Client(url));

        _trusted.Add("https://llm.example.com");
        Client(url).Dispose();
        _trusted.Remove("https://llm.example.com");
        Assert.Throws<ModelCallException>(() => Client(url));
        _environment[TrustedEndpoints.EnvironmentVariable] = "https://llm.example.com/v1";
        Client(url).Dispose();
    }

    [Theory]
    [InlineData("http://user:secret-pass@127.0.0.1/v1")]
    [InlineData("http://127.0.0.1/v1?key=secret-pass")]
    public void A_base_url_with_secrets_in_it_is_refused_without_showing_them(string url)
    {
        var failure = Assert.Throws<ModelCallException>(() => Client(new Uri(url)));

        Assert.Contains("base_url", failure.Message);
        Assert.DoesNotContain("secret-pass", failure.ToString());
    }

    [Fact]
    public async Task A_redirect_takes_neither_key_nor_prompt_elsewhere()
    {
        await using var elsewhere = await FakeOpenAiServer.StartAsync();
        await using var fixture = await LlmFixture.StartAsync();
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            fixture.Server.Reply = FakeReply.Redirect(new Uri(elsewhere.BaseUrl + "/chat/completions"), status);

            var failure = await fixture.FailAsync();
            await fixture.FailStreamAsync();

            Assert.Contains("redirects are not followed", failure.Message);
            Assert.Equal(status, failure.HttpStatus);
        }

        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("gpt-4o", "is no model id")]
    [InlineData("/gpt-4o", "is no model id")]
    [InlineData("openai/", "is no model id")]
    [InlineData("nobody/x", "Known: claude, local, ollama, openai")]
    [InlineData("local/other", "Known: local/echo, local/extractive")]
    [InlineData("claude/x", "type 'anthropic'")]
    [InlineData("openai/gpt-4o", "set the environment variable OPENAI_API_KEY")]
    public void What_is_not_configured_says_what_to_do(string modelId, string shown)
    {
        using var provider = Provider(new ProviderConfiguration("claude", "anthropic", null, "KEY", TimeSpan.FromSeconds(1), 0));

        var failure = Assert.Throws<ModelCallException>(() => provider.GetClient(modelId, LlmFixture.Context));

        Assert.Equal(ModelCallFailure.Configuration, failure.Failure);
        Assert.Contains(shown, failure.Message);
    }

    private IChatClient Client(Uri? url, string? keyVariable = "KEY")
    {
        using var provider = Provider(new ProviderConfiguration("p", "openai", url, keyVariable, TimeSpan.FromSeconds(1), 0));
        return provider.GetClient("p/model", LlmFixture.Context);
    }

    private ChatClientProvider Provider(ProviderConfiguration one) => new(new ChatClientProviderOptions
    {
        Providers = ProviderConfiguration.BuiltIn.Add(one.Name, one),
        CallLog = new RecordingCallLog(),
        Environment = name => _environment.GetValueOrDefault(name),
    });
}
