using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Server.Transport;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server.Sessions;

/// <summary>Holds the session's state. Written by mutating handlers alone, one at a time; anybody may read <see cref="Current"/> at any moment.</summary>
internal sealed class SessionState(Func<string, WorkspaceServices> openWorkspace)
{
    private readonly Dictionary<string, WorkspaceHost> _hosts = new(StringComparer.Ordinal);
    private ImmutableHashSet<string> _folders = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private int _openings;
    private volatile SessionSnapshot _current = SessionSnapshot.Empty;

    /// <summary>The newest snapshot.</summary>
    public SessionSnapshot Current => _current;

    /// <summary>Sets what the editor said in <c>initialize</c>.</summary>
    public void Initialize(ClientProfile client, EditorSettings settings, IEnumerable<string> folders)
    {
        _current = _current with { Client = client, Settings = settings };
        ChangeFolders(folders, []);
    }

    /// <summary>Sets what the user set.</summary>
    public void SetSettings(EditorSettings settings)
    {
        if (settings != _current.Settings)
        {
            _current = _current with { Settings = settings };
        }
    }

    /// <summary>Adds and removes folders; open documents move to the workspace that holds them now.</summary>
    public void ChangeFolders(IEnumerable<string> added, IEnumerable<string> removed)
    {
        _folders = _folders.Except(removed).Union(added);
        var open = _current.Documents.Select(item => (item.Value.Uri, Document: DocumentOf(item.Key))).ToList();
        _hosts.Clear();
        _current = _current with { Workspaces = _current.Workspaces.Clear(), Documents = _current.Documents.Clear() };
        foreach (var folder in _folders)
        {
            Host(folder);
        }

        foreach (var (uri, document) in open)
        {
            Open(uri, document.Path, document.Text, document.Version);
        }
    }

    /// <summary>A document was opened; its text wins over the disk from now on.</summary>
    public void Open(string uri, string path, SourceText text, int? version)
    {
        var root = _current.RootOf(path) ?? RootOfLoose(path);
        _current = _current with { Documents = _current.Documents.SetItem(path, new OpenDocumentEntry(root, uri, ++_openings)) };
        Apply(root, new WorkspaceChange.DocumentSet(path, text, version));
    }

    /// <summary>A document's text changed.</summary>
    /// <exception cref="RequestException">It is not open.</exception>
    public void Change(string path, int version, Func<SourceText, SourceText> edit)
    {
        var document = DocumentOf(path);
        Apply(_current.Documents[path].Root, new WorkspaceChange.DocumentSet(path, edit(document.Text), version));
    }

    /// <summary>A document was closed: the disk counts again.</summary>
    /// <exception cref="RequestException">It is not open.</exception>
    public void Close(string path)
    {
        var root = _current.Documents.GetValueOrDefault(path)?.Root ?? throw NotOpen(path);
        Apply(root, new WorkspaceChange.DocumentClosed(path));
        _current = _current with { Documents = _current.Documents.Remove(path) };
    }

    /// <summary>Files changed on disk.</summary>
    public void FilesChanged(IReadOnlyCollection<string> paths)
    {
        foreach (var root in _hosts.Keys.ToList())
        {
            Apply(root, new WorkspaceChange.FilesChanged([.. paths]));
        }
    }

    private static RequestException NotOpen(string path) =>
        RequestException.InvalidRequest($"{path} is not open: the editor must send textDocument/didOpen first.");

    private OpenDocument DocumentOf(string path) =>
        _current.WorkspaceOf(path)?.Documents.GetValueOrDefault(path) ?? throw NotOpen(path);

    private void Apply(string root, WorkspaceChange change) =>
        _current = _current with { Workspaces = _current.Workspaces.SetItem(root, Host(root).Apply(change)) };

    private WorkspaceHost Host(string root)
    {
        if (!_hosts.TryGetValue(root, out var host))
        {
            host = new WorkspaceHost(openWorkspace(root));
            _hosts.Add(root, host);
            _current = _current with { Workspaces = _current.Workspaces.SetItem(root, host.Current) };
        }

        return host;
    }

    /// <summary>The root for a document outside all folders: the folder it lies in; for one that is no file, the editor's first folder.</summary>
    private string RootOfLoose(string path)
    {
        if (FromProto.IsFile(path))
        {
            var end = path.LastIndexOf('/');
            return end <= 0 ? "/" : path[..end];
        }

        return _folders.Order(StringComparer.Ordinal).FirstOrDefault() ?? FromProto.WorkingFolder();
    }
}
