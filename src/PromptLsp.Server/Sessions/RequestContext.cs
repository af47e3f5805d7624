using PromptLsp.Core.Workspaces;
using PromptLsp.Server.Transport;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server.Sessions;

/// <summary>What a handler is given beside its parameters.</summary>
/// <param name="Session">The session.</param>
/// <param name="Snapshot">The state that was current when the request left the queue: what a read must use.</param>
internal sealed record RequestContext(ServerSession Session, SessionSnapshot Snapshot)
{
    /// <summary>What the editor can do.</summary>
    public ClientProfile Client => Snapshot.Client;

    /// <summary>What positions count.</summary>
    public PositionEncoding Encoding => Snapshot.Client.Encoding;

    /// <summary>The document that a URI names, with its text and workspace.</summary>
    /// <exception cref="RequestException">There is none that can be read.</exception>
    public RequestDocument Document(string uri)
    {
        var path = FromProto.Path(uri);
        var workspace = Snapshot.WorkspaceOf(path);
        return workspace?.GetText(path) is { } text
            ? new RequestDocument(path, text, workspace, Encoding)
            : throw RequestException.InvalidParams($"{uri} is neither open nor a readable file of the workspace.");
    }
}

/// <summary>A document that a request is about.</summary>
/// <param name="Path">Its absolute path, or its URI where it is no file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Workspace">Its workspace.</param>
/// <param name="Encoding">What positions count.</param>
internal sealed record RequestDocument(string Path, SourceText Text, WorkspaceSnapshot Workspace, PositionEncoding Encoding)
{
    /// <summary>The offset of a position.</summary>
    public int OffsetOf(Protocol.Generated.Position position) => FromProto.Offset(Text, position, Encoding);

    /// <summary>The span of a range.</summary>
    public TextSpan SpanOf(Protocol.Generated.Range range) => FromProto.Span(Text, range, Encoding);

    /// <summary>The position of an offset.</summary>
    public Protocol.Generated.Position PositionOf(int offset) => ToProto.Position(Text, offset, Encoding);

    /// <summary>The range of a span.</summary>
    public Protocol.Generated.Range RangeOf(TextSpan span) => ToProto.Range(Text, span, Encoding);

    /// <summary>The editor's number for the text; null where it is not open.</summary>
    public int? Version => Workspace.Documents.GetValueOrDefault(Path)?.Version;
}
