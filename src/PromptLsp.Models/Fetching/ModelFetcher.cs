using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>
/// Installs a model from a server in the layout of the Hugging Face Hub. Only explicit calls come here: nothing else in PromptLsp fetches models.
/// Everything is compared with its checksum, the graph is read before anybody runs it, and the folder appears whole or not at all.
/// </summary>
/// <param name="options">What, how much, how patiently.</param>
/// <param name="time">The clock of pauses.</param>
public sealed class ModelFetcher(FetchOptions options, TimeProvider time)
{
    private const int MostListBytes = 16 << 20;
    private const string ListName = "the list of files";

    /// <summary>Fetches and installs.</summary>
    /// <param name="source">The repository.</param>
    /// <param name="target">The folder to make; it must not exist. An interrupted fetch is gone on with.</param>
    /// <param name="cancellationToken">Stops; what came is kept for the next call.</param>
    /// <returns>The installed model.</returns>
    /// <exception cref="ModelLoadException">It cannot be fetched, or what came is no model.</exception>
    /// <exception cref="IOException">A file cannot be written, or another process fetches the same model.</exception>
    public async Task<ModelFolder> FetchAsync(ModelSource source, string target, CancellationToken cancellationToken = default)
    {
        using var installation = PackageInstallation.Begin(target, isResumable: true);
        using var client = new RedirectingClient();
        await using (new FileStream(installation.Folder + ".lock", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
        {
            var all = await ListAsync(client, source, cancellationToken);
            var files = FileSelection.Choose(all, options.Precision, source).ToList();
            await DownloadAsync(client, source, files, installation.Folder, cancellationToken);
            var weights = WeightsOf(files[^1], all, installation.Folder, source);
            await DownloadAsync(client, source, [.. files, .. weights], installation.Folder, cancellationToken);
            Finish(source, installation, [.. files, .. weights]);
        }

        return ModelFolder.Open(installation.Target);
    }

    private async Task<IReadOnlyList<RemoteFile>> ListAsync(RedirectingClient client, ModelSource source, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.IdleTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            using var response = await client.GetAsync(source.ListAddress, 0, null, linked.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw FetchFailures.Refused(source, ListName, response.StatusCode);
            }

            await response.Content.LoadIntoBufferAsync(MostListBytes, linked.Token);
            return RepositoryListing.Read(await response.Content.ReadAsByteArrayAsync(linked.Token), source);
        }
        catch (OperationCanceledException exception) when (idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw FetchFailures.Unreachable(source, ListName, new TimeoutException($"nothing came for {options.IdleTimeout.TotalSeconds:0.#} seconds.", exception));
        }
        catch (Exception exception) when (FetchFailures.IsPassing(exception))
        {
            throw FetchFailures.Unreachable(source, ListName, exception);
        }
    }

    private async Task DownloadAsync(RedirectingClient client, ModelSource source, List<RemoteFile> files, string folder, CancellationToken cancellationToken)
    {
        var total = files.Sum(file => (decimal)file.Bytes);
        if (total > options.MostBytes)
        {
            throw new ModelInstallException($"'{source.Id}' has {total:N0} bytes, more than the {options.MostBytes:N0} that are allowed. Choose a smaller precision.");
        }

        foreach (var file in files)
        {
            await new FileDownload(client, source, options, time).RunAsync(file, folder, cancellationToken);
        }
    }

    /// <summary>The files of weights that the graph names, as the repository lists them.</summary>
    private static List<RemoteFile> WeightsOf(RemoteFile graph, IReadOnlyList<RemoteFile> all, string folder, ModelSource source)
    {
        var path = Path.Combine(folder, graph.Path);
        var model = OnnxModelReader.Read(path);
        var locations = model.Graph.AllTensors().Select(tensor => tensor.External?.Location).OfType<string>().Distinct(StringComparer.Ordinal);
        return [.. locations.Select(location =>
        {
            var wanted = Path.GetRelativePath(folder, ExternalDataGuard.Resolve(path, location)).Replace('\\', '/');
            return all.FirstOrDefault(file => file.Path == wanted)
                ?? throw new ModelInstallException($"{graph.Path} of '{source.Id}' wants the file '{wanted}', which the repository does not have. Choose another precision.");
        })];
    }

    private void Finish(ModelSource source, PackageInstallation installation, List<RemoteFile> files)
    {
        RemoveOthers(installation.Folder, files);
        try
        {
            var folder = ModelFolder.Open(installation.Folder, files.Find(file => file.Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))!.Path);
            var facts = GraphInspector.Inspect(folder);
            ModelManifestWriter.Write(installation.Folder, folder.Manifest with
            {
                Id = Path.GetFileName(installation.Target),
                Source = $"{source.Page} ({source.Revision})",
                Licence = ModelCardLicence.Find(Path.Combine(installation.Folder, "README.md")),
                Precision = facts.Precision,
            });
        }
        catch (ModelLoadException)
        {
            // The bytes are right, so another fetch would give the same.
            installation.Discard();
            throw;
        }

        installation.Commit();
    }

    /// <summary>What an earlier, interrupted fetch of another precision left.</summary>
    private static void RemoveOthers(string folder, List<RemoteFile> files)
    {
        var kept = files.Select(file => Path.GetFullPath(Path.Combine(folder, file.Path))).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(path => !kept.Contains(path)))
        {
            File.Delete(path);
        }
    }
}
