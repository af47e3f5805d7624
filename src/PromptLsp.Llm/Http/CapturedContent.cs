using System.Net;

namespace PromptLsp.Llm.Http;

/// <summary>An answer's body that shows its bytes to an exchange while they are read.</summary>
internal sealed class CapturedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly HttpExchange _exchange;

    public CapturedContent(HttpContent inner, HttpExchange exchange)
    {
        _inner = inner;
        _exchange = exchange;
        foreach (var header in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new CapturedStream(await _inner.ReadAsStreamAsync(), _exchange);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new CapturedStream(await _inner.ReadAsStreamAsync(cancellationToken), _exchange);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var body = await CreateContentReadStreamAsync(cancellationToken);
        await body.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
