using System.Net;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>
/// Which servers a fetch may talk to. It starts at a server by https (this machine also by http). A redirect may lead to any other server by https, since
/// what comes is compared with its checksum, but never from https to http, and never from outside to this machine or its private network.
/// </summary>
internal static class HostRules
{
    /// <exception cref="ModelInstallException">The server may not be asked.</exception>
    public static void CheckStart(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        {
            throw new ModelInstallException($"'{address}' is not asked: models are fetched by https only (by http from this machine). Give an https address.");
        }
    }

    /// <exception cref="ModelInstallException">The redirect may not be followed.</exception>
    public static void CheckRedirect(Uri from, Uri to)
    {
        var isSafe = to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp && to.IsLoopback);
        if (!isSafe || to.UserInfo.Length > 0 || (IsPrivate(to) && !from.IsLoopback))
        {
            throw new ModelInstallException($"'{from.Host}' sends on to '{to.GetLeftPart(UriPartial.Authority)}', which is not followed: only https, and never into this machine or its network. Fetch the model from elsewhere.");
        }
    }

    private static bool IsPrivate(Uri address)
    {
        if (address.IsLoopback || address.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var parsed))
        {
            return false;
        }

        var ip = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || ip.IsIPv6SiteLocal || ip.Equals(IPAddress.IPv6Any) || IsPrivateV4(ip.GetAddressBytes());
    }

    // RFC 1918, RFC 6598, RFC 3927 and "this network".
    private static bool IsPrivateV4(byte[] ip) => ip.Length == 4 && (ip[0], ip[1]) switch
    {
        (0 or 10 or 127, _) => true,
        (100, >= 64 and <= 127) => true,
        (169, 254) or (192, 168) => true,
        (172, >= 16 and <= 31) => true,
        _ => false,
    };
}
