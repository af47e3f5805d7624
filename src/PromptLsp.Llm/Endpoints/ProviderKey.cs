using PromptLsp.Core.Calls;
using PromptLsp.Core.Configuration;

namespace PromptLsp.Llm.Endpoints;

/// <summary>Reads keys.</summary>
internal static class ProviderKey
{
    /// <summary>The key of <paramref name="provider"/>; null where it needs none.</summary>
    /// <exception cref="ModelCallException">It needs one, and its variable is not set, or holds what no header can carry.</exception>
    public static string? Read(ProviderConfiguration provider, Func<string, string?> environment)
    {
        if (provider.ApiKeyEnvironmentVariable is not { } variable)
        {
            return null;
        }

        // A key that was read from a file often brings the file's last line end along.
        var key = environment(variable)?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            throw new ModelCallException(
                ModelCallFailure.Configuration, $"Provider '{provider.Name}' needs a key: set the environment variable {variable}.");
        }

        return key.All(character => character is > ' ' and <= '~')
            ? key
            : throw new ModelCallException(
                ModelCallFailure.Configuration, $"The key in {variable} of provider '{provider.Name}' holds white space or other characters that no key has.");
    }
}
