using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>A repository of a model in the layout of the Hugging Face Hub.</summary>
/// <param name="Endpoint">The server, such as <c>https://huggingface.co/</c>; ends with a slash.</param>
/// <param name="Id"><c>OWNER/NAME</c>, or <c>NAME</c> for a few old ones.</param>
/// <param name="Revision">A branch, tag or commit.</param>
public sealed record ModelSource(Uri Endpoint, string Id, string Revision)
{
    /// <summary>The environment variable that names another server of the same layout.</summary>
    public const string EndpointVariable = "HF_ENDPOINT";

    private const string DefaultEndpoint = "https://huggingface.co";
    private const string DefaultRevision = "main";

    /// <summary>The last part of the id.</summary>
    public string Name => Id[(Id.LastIndexOf('/') + 1)..];

    /// <summary>Where people look at it.</summary>
    public Uri Page => new(Endpoint, Id);

    /// <summary>Reads <c>OWNER/NAME</c> or an address with it, with or without <c>/tree/REVISION</c> or <c>/resolve/REVISION/…</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="endpoint">The server for an id, or null for Hugging Face's.</param>
    /// <param name="revision">The revision, or null for the address's or <c>main</c>.</param>
    /// <exception cref="ModelInstallException">It is neither, or its server may not be asked.</exception>
    public static ModelSource Parse(string text, string? endpoint = null, string? revision = null)
    {
        var isAddress = text.Contains("://", StringComparison.Ordinal);
        var address = isAddress ? text : (string.IsNullOrEmpty(endpoint) ? DefaultEndpoint : endpoint).TrimEnd('/') + "/" + text;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
        {
            throw Wrong(text);
        }

        HostRules.CheckStart(uri);
        var parts = (isAddress ? uri.AbsolutePath : "/" + text).Trim('/').Split('/');
        var mark = Array.FindIndex(parts, part => part is "tree" or "resolve" or "blob");
        var id = string.Join('/', mark < 0 ? parts : parts[..mark]);
        if (id.Split('/').Length > 2 || !id.Split('/').All(IsName))
        {
            throw Wrong(text);
        }

        var named = mark >= 0 && parts.Length > mark + 1 ? parts[mark + 1] : DefaultRevision;
        var chosen = revision ?? named;
        var server = isAddress ? new Uri(uri.GetLeftPart(UriPartial.Authority) + "/") : new Uri(address[..^text.Length]);
        return IsName(chosen) ? new ModelSource(server, id, chosen) : throw Wrong(chosen);
    }

    /// <summary>The address of a file.</summary>
    public Uri FileAddress(string path) => new(Endpoint, $"{Id}/resolve/{Revision}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>The address of the list of files.</summary>
    public Uri ListAddress => new(Endpoint, $"api/models/{Id}/tree/{Revision}?recursive=true");

    private static bool IsName(string part) =>
        part.Length is > 0 and <= 96 && part is not ("." or "..") && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static ModelInstallException Wrong(string text) =>
        new($"'{text}' is neither OWNER/NAME nor the address of a model. Example: promptlsp models pull sentence-transformers/all-MiniLM-L6-v2");
}
