using System.Net;
using System.Net.Sockets;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>Failures of the network in words that say what to do.</summary>
internal static class FetchFailures
{
    /// <summary>True where another try may help.</summary>
    public static bool IsPassing(Exception exception) =>
        exception is HttpRequestException or HttpIOException or TimeoutException or IOException { InnerException: SocketException };

    /// <summary>True where another try may help.</summary>
    public static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;

    /// <summary>For a status that is no success.</summary>
    public static ModelInstallException Refused(ModelSource source, string what, HttpStatusCode status) => new(status switch
    {
        HttpStatusCode.NotFound => $"{source.Endpoint.Host} has no {what} of '{source.Id}' at '{source.Revision}' (404). Check the name at {source.Page}.",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"{source.Endpoint.Host} does not give {what} of '{source.Id}' to everybody ({(int)status}): the name is wrong, or its terms must be accepted. {ByHand(source)}",
        _ => $"{source.Endpoint.Host} answered {(int)status} for {what} of '{source.Id}'. Try again later. {ByHand(source)}",
    });

    /// <summary>For a server that cannot be reached or breaks off again and again.</summary>
    public static ModelInstallException Unreachable(ModelSource source, string what, Exception cause) => new(
        $"{source.Endpoint.Host} cannot be reached or breaks off for {what} of '{source.Id}': {cause.Message} What came so far is kept: the same command goes on. " +
        $"Without a network: the built-in models work; {ModelSource.EndpointVariable} names a mirror. {ByHand(source)}",
        cause);

    private static string ByHand(ModelSource source) =>
        $"Or fetch config.json, tokenizer.json and onnx/model.onnx from {source.Page} on another machine, put them into one folder, and give that folder.";
}
