using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Sessions;

/// <summary>What may be asked when: nothing before <c>initialize</c>, only <c>exit</c> after <c>shutdown</c>.</summary>
internal sealed class ServerLifecycle
{
    private volatile Stage _stage = Stage.Created;

    private enum Stage
    {
        Created,
        Initialized,
        ShutDown,
    }

    /// <summary>True after <c>shutdown</c>.</summary>
    public bool IsShutDown => _stage == Stage.ShutDown;

    /// <summary>The exit code of a session that ends now: 0 after <c>shutdown</c>, else 1.</summary>
    public int ExitCode => IsShutDown ? 0 : 1;

    /// <summary>Why a method must not run now, or null.</summary>
    public RequestException? Refuse(string method) => (_stage, method) switch
    {
        (_, LspMethods.Exit) => null,
        (Stage.Created, LspMethods.Initialize) => null,
        (Stage.Created, _) => RequestException.NotInitialized(),
        (Stage.Initialized, LspMethods.Initialize) => RequestException.Refused("The server is initialized already."),
        (Stage.Initialized, _) => null,
        _ => RequestException.Refused("The server is shut down and awaits the notification 'exit'."),
    };

    /// <summary>The request <c>initialize</c> was answered.</summary>
    public void Initialize() => _stage = Stage.Initialized;

    /// <summary>The request <c>shutdown</c> was answered.</summary>
    public void ShutDown() => _stage = Stage.ShutDown;
}
