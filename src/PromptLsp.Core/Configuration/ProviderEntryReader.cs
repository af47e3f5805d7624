using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Configuration;

/// <summary>Reads the entries under <c>providers:</c>. No value of a key that may be secret ever goes into a message.</summary>
internal static class ProviderEntryReader
{
    private static readonly string[] _keys = ["type", "base_url", "api_key_env", "timeout", "max_retries"];
    private static readonly string[] _reserved = ["local", "replay"];
    private static readonly HashSet<string> _secretKeys = new(StringComparer.OrdinalIgnoreCase) { "apikey", "key", "token", "secret", "password", "apitoken", "authorization", "bearer" };

    /// <summary>All providers that can be used, by name, the built-in ones among them.</summary>
    public static ImmutableDictionary<string, ProviderConfiguration> ReadAll(YamlMapping? providers, List<Diagnostic> diagnostics)
    {
        var found = ProviderConfiguration.BuiltIn.ToBuilder();
        foreach (var entry in providers?.Entries ?? [])
        {
            if (Read(entry, diagnostics) is { } provider)
            {
                found[provider.Name] = provider;
            }
        }

        return found.ToImmutable();
    }

    private static ProviderConfiguration? Read(YamlEntry entry, List<Diagnostic> diagnostics)
    {
        var name = entry.Key.Value;
        if (NameProblem(name) is { } problem)
        {
            diagnostics.Add(new Diagnostic(DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, entry.Key.Span, problem));
            return null;
        }

        if (entry.Value is not YamlMapping mapping)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, entry.Key.Span,
                $"The provider '{name}' needs a mapping, such as {{ type: openai, api_key_env: {KeyName(name)} }}, not {YamlValues.Describe(entry.Value)}."));
            return null;
        }

        var secrets = mapping.Entries.Where(IsSecret).ToList();
        var reader = new YamlMappingReader(mapping, [.. _keys, .. secrets.Select(secret => secret.Key.Value)], diagnostics, $"provider '{name}'");
        diagnostics.AddRange(secrets.Select(secret => SecretInFile(secret, name)));
        var known = ProviderConfiguration.BuiltIn.GetValueOrDefault(name);
        if (known is null)
        {
            reader.Require("type");
        }

        var baseUrl = BaseUrl(reader) ?? known?.BaseUrl;
        var key = KeyVariable(reader, name) ?? known?.ApiKeyEnvironmentVariable;
        WarnOfPlainHttp(reader, baseUrl, key, diagnostics);
        var seconds = reader.Number("timeout", 0.1, 3600);
        return new ProviderConfiguration(
            name,
            reader.Choice("type", ["openai"]) ?? "openai",
            baseUrl,
            key,
            seconds is null ? ProviderConfiguration.DefaultTimeout : TimeSpan.FromSeconds(seconds.Value),
            reader.Integer("max_retries", 0, 10) ?? ProviderConfiguration.DefaultMaxRetries);
    }

    private static string? NameProblem(string name)
    {
        if (_reserved.Contains(name))
        {
            return $"'{name}' is built in and cannot be configured. Choose another name.";
        }

        return name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? null
            : $"A provider's name consists of letters, digits, '-', '_' and '.'; '{name}' does not.";
    }

    private static bool IsSecret(YamlEntry entry) =>
        _secretKeys.Contains(entry.Key.Value.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));

    private static Diagnostic SecretInFile(YamlEntry secret, string provider)
    {
        var variable = KeyName(provider);
        return new Diagnostic(
            DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, secret.Key.Span,
            $"Keys never stand in a file. Put the key into an environment variable and write 'api_key_env: {variable}'. If the file was ever shared, revoke the key.")
        {
            Fixes = [new DiagnosticFix($"Use the environment variable {variable}", [new TextEdit(secret.Span, $"api_key_env: {variable}")])],
        };
    }

    private static Uri? BaseUrl(YamlMappingReader reader)
    {
        if (reader.Text("base_url") is not { } text)
        {
            return null;
        }

        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;
        if (isUrl && url!.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0)
        {
            return url;
        }

        reader.ReportInvalid(
            reader.Node("base_url")!,
            isUrl ? "The address must hold no user name, password, query or fragment. Name a key by 'api_key_env'."
                : "This is no address. Write one up to the API's version, such as http://localhost:8000/v1.");
        return null;
    }

    private static string? KeyVariable(YamlMappingReader reader, string provider)
    {
        if (reader.Text("api_key_env") is not { } name)
        {
            return null;
        }

        if (name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
        {
            return name;
        }

        reader.ReportInvalid(
            reader.Node("api_key_env")!,
            $"This must be the name of an environment variable, such as {KeyName(provider)}: letters, digits and '_'. If it is a key itself, remove it from the file.");
        return null;
    }

    private static void WarnOfPlainHttp(YamlMappingReader reader, Uri? baseUrl, string? key, List<Diagnostic> diagnostics)
    {
        if (key is not null && baseUrl is { Scheme: "http", IsLoopback: false } && reader.Node("base_url") is { } node)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Warning, node.Span,
                "The key would travel unencrypted. Use https, or remove 'api_key_env' where the endpoint needs no key."));
        }
    }

    private static string KeyName(string provider) =>
        string.Concat(provider.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_')) + "_API_KEY";
}
