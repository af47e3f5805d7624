using System.Net;
using System.Net.Http.Headers;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>
/// Fetches one file: into <c>NAME.part</c>, going on where an earlier try or an earlier call broke off, and under its own name when its checksum is right.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="source">The repository.</param>
/// <param name="options">Limits and pauses.</param>
/// <param name="time">The clock of pauses.</param>
internal sealed class FileDownload(RedirectingClient client, ModelSource source, FetchOptions options, TimeProvider time)
{
    private const int BufferBytes = 1 << 17;

    private EntityTagHeaderValue? _version;

    /// <exception cref="ModelInstallException">The server refuses, cannot be reached, or gives other bytes than it said.</exception>
    public async Task RunAsync(RemoteFile file, string folder, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(target) && await file.Checksum.MatchesAsync(target, cancellationToken))
        {
            Tell(file, file.Bytes);
            return;
        }

        _version = null;
        var part = target + ".part";
        await FetchAsync(file, part, cancellationToken);
        if (!await file.Checksum.MatchesAsync(part, cancellationToken))
        {
            // What was here from an earlier call may belong to another version: once more from the beginning.
            File.Delete(part);
            await FetchAsync(file, part, cancellationToken);
            if (!await file.Checksum.MatchesAsync(part, cancellationToken))
            {
                File.Delete(part);
                throw new ModelInstallException($"{file.Path} of '{source.Id}' came whole, but its checksum is not {file.Checksum.Hex}: it is damaged or altered on the way. Nothing was installed. Try again later, or from elsewhere.");
            }
        }

        File.Move(part, target, overwrite: true);
    }

    private async Task FetchAsync(RemoteFile file, string part, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (var before = Length(part); !await IsWholeAsync(file, part, cancellationToken);)
        {
            Exception problem;
            try
            {
                await FetchOnceAsync(file, part, cancellationToken);
                continue;
            }
            catch (Exception exception) when (FetchFailures.IsPassing(exception))
            {
                problem = exception;
            }

            var now = Length(part);
            failures = now > before ? 1 : failures + 1;
            before = now;
            if (failures >= options.Tries)
            {
                throw FetchFailures.Unreachable(source, file.Path, problem);
            }

            await Task.Delay(options.RetryDelay * Math.Pow(2, failures - 1), time, cancellationToken);
        }
    }

    private static async Task<bool> IsWholeAsync(RemoteFile file, string part, CancellationToken cancellationToken)
    {
        if (file.Bytes == 0)
        {
            await File.WriteAllBytesAsync(part, [], cancellationToken);
        }

        return Length(part) == file.Bytes;
    }

    private async Task FetchOnceAsync(RemoteFile file, string part, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.IdleTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            var offset = Length(part) is var length && length <= file.Bytes ? length : 0;
            using var response = await client.GetAsync(source.FileAddress(file.Path), offset, _version, linked.Token);
            CheckStatus(file, response.StatusCode);
            _version = response.Headers.ETag;
            var start = StartOf(response, offset);
            await using var output = new FileStream(part, start == 0 ? FileMode.Create : FileMode.Open, FileAccess.Write, FileShare.Read);
            output.SetLength(start);
            output.Position = start;
            await using var input = await response.Content.ReadAsStreamAsync(linked.Token);
            await CopyAsync(input, output, file, idle, linked.Token);
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {options.IdleTimeout.TotalSeconds:0.#} seconds.");
        }
    }

    private async Task CopyAsync(Stream input, FileStream output, RemoteFile file, CancellationTokenSource idle, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (int count; (count = await input.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            idle.CancelAfter(options.IdleTimeout);
            if (output.Position + count > file.Bytes)
            {
                throw new ModelInstallException($"{file.Path} of '{source.Id}' is longer than the {file.Bytes} bytes that {source.Endpoint.Host} said. Nothing was installed. Fetch the model from elsewhere.");
            }

            await output.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
            Tell(file, output.Position);
        }

        if (output.Position < file.Bytes)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, $"the answer ended after {output.Position} of {file.Bytes} bytes.");
        }
    }

    private void CheckStatus(RemoteFile file, HttpStatusCode status)
    {
        if (status is HttpStatusCode.OK or HttpStatusCode.PartialContent)
        {
            return;
        }

        throw FetchFailures.IsPassing(status)
            ? new HttpRequestException($"the server answered {(int)status}.")
            : FetchFailures.Refused(source, file.Path, status);
    }

    /// <summary>Where the answer's bytes belong: a server that does not know ranges begins anew.</summary>
    private static long StartOf(HttpResponseMessage response, long offset) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == offset ? offset
        : response.StatusCode == HttpStatusCode.OK ? 0
        : throw new HttpRequestException("the server gave another part of the file than was asked for.");

    private void Tell(RemoteFile file, long done) => options.Progress?.Report(new FetchProgress(file.Path, done, file.Bytes));

    private static long Length(string path) => new FileInfo(path) is { Exists: true } info ? info.Length : 0;
}
