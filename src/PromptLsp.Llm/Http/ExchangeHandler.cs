using System.Net.Http.Headers;

namespace PromptLsp.Llm.Http;

/// <summary>
/// Sends a request as the user asked for it, without the library's headers about this machine, puts in the key, merges what the settings add to the
/// body, and lets the attempt's exchange see the answer.
/// </summary>
internal sealed class ExchangeHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly ProductInfoHeaderValue _userAgent =
        new("promptlsp", typeof(ExchangeHandler).Assembly.GetName().Version?.ToString(3) ?? "0");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = HttpExchange.Current ?? throw new InvalidOperationException("A request was made outside of an attempt.");
        Clean(request.Headers);
        if (exchange.Key is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (exchange.BodyPatch is { } patch && request.Content is { } content)
        {
            var body = JsonMergePatch.Apply(await content.ReadAsByteArrayAsync(cancellationToken), patch);
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = content.Headers.ContentType } };
        }

        var response = await base.SendAsync(request, cancellationToken);
        exchange.Begin(response);
        response.Content = new CapturedContent(response.Content, exchange);
        return response;
    }

    private static void Clean(HttpRequestHeaders headers)
    {
        headers.Authorization = null;
        headers.UserAgent.Clear();
        headers.UserAgent.Add(_userAgent);
        foreach (var name in headers.NonValidated.Select(header => header.Key).Where(name => name.StartsWith("X-Stainless", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }
    }
}
