using System.Buffers;

namespace PromptLsp.Core.Recognition;

/// <summary>The form of one provider's keys.</summary>
/// <param name="Provider">Who gives them out.</param>
/// <param name="Prefix">How they begin.</param>
/// <param name="Body">The characters behind it.</param>
/// <param name="Least">Fewest characters behind the prefix.</param>
/// <param name="Most">Most characters behind the prefix.</param>
internal sealed record SecretPattern(string Provider, string Prefix, SearchValues<char> Body, int Least, int Most)
{
    private static readonly SearchValues<char> _plain = TextScan.LettersAndDigits;
    private static readonly SearchValues<char> _url = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");
    private static readonly SearchValues<char> _dotted = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.");
    private static readonly SearchValues<char> _upper = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The known ones; of two that fit, the first is told.</summary>
    public static readonly SecretPattern[] All =
    [
        new("Anthropic", "sk-ant-", _url, 20, 200),
        new("OpenRouter", "sk-or-", _url, 20, 120),
        new("OpenAI", "sk-proj-", _url, 20, 220),
        new("OpenAI", "sk-svcacct-", _url, 20, 220),
        new("OpenAI", "sk-", _url, 20, 220),
        new("Stripe", "sk_live_", _plain, 20, 120),
        new("Stripe", "rk_live_", _plain, 20, 120),
        new("Stripe", "sk_test_", _plain, 20, 120),
        new("Stripe", "whsec_", _plain, 24, 120),
        new("GitHub", "github_pat_", _url, 40, 120),
        new("GitHub", "ghp_", _plain, 36, 255),
        new("GitHub", "gho_", _plain, 36, 255),
        new("GitHub", "ghu_", _plain, 36, 255),
        new("GitHub", "ghs_", _plain, 36, 255),
        new("GitHub", "ghr_", _plain, 36, 255),
        new("GitLab", "glpat-", _url, 20, 120),
        new("Amazon", "AKIA", _upper, 16, 16),
        new("Amazon", "ASIA", _upper, 16, 16),
        new("Google", "AIza", _url, 35, 35),
        new("Google", "ya29.", _url, 40, 400),
        new("Google", "GOCSPX-", _url, 28, 28),
        new("Slack", "xoxb-", _url, 20, 120),
        new("Slack", "xoxp-", _url, 20, 120),
        new("Slack", "xoxa-", _url, 20, 120),
        new("Slack", "xoxs-", _url, 20, 120),
        new("Slack", "xapp-", _url, 20, 160),
        new("Hugging Face", "hf_", _plain, 34, 40),
        new("npm", "npm_", _plain, 36, 36),
        new("PyPI", "pypi-AgE", _url, 50, 300),
        new("SendGrid", "SG.", _dotted, 60, 72),
        new("DigitalOcean", "dop_v1_", _plain, 64, 64),
        new("Shopify", "shpat_", _plain, 32, 32),
        new("Groq", "gsk_", _plain, 40, 80),
        new("xAI", "xai-", _plain, 60, 100),
        new("Perplexity", "pplx-", _plain, 40, 80),
        new("Replicate", "r8_", _plain, 36, 40),
        new("Databricks", "dapi", SearchValues.Create("0123456789abcdef"), 32, 32),
        new("Square", "sq0atp-", _url, 22, 22),
        new("age", "AGE-SECRET-KEY-1", _upper, 58, 58),
    ];
}
