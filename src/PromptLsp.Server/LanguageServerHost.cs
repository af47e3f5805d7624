using PromptLsp.Server.Handlers;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server;

/// <summary>Serves one editor over a pair of streams.</summary>
public static class LanguageServerHost
{
    /// <summary>Serves until the editor says <c>exit</c>, its process ends, or the input does.</summary>
    /// <param name="input">Where the editor's messages come in, such as standard input.</param>
    /// <param name="output">Where answers go out, such as standard output: nothing else may write there.</param>
    /// <param name="services">What the server needs from outside.</param>
    /// <param name="cancellationToken">Ends the session.</param>
    /// <returns>The exit code of the process: 0 after <c>shutdown</c>, else 1.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<int> RunAsync(Stream input, Stream output, ServerServices services, CancellationToken cancellationToken)
    {
        await using var session = new ServerSession(input, output, services, HandlerTable.Create());
        return await session.RunAsync(cancellationToken);
    }
}
