using System.CommandLine;
using PromptLsp.Cli.Composition;
using PromptLsp.Server;

namespace PromptLsp.Cli.Commands;

/// <summary><c>serve</c>: the language server.</summary>
internal static class ServeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var stdio = new Option<bool>("--stdio") { Description = "Speaks over standard input and output. The only way there is; accepted because editors pass it." };
        var command = new Command("serve", "Serves an editor by the Language Server Protocol.") { stdio };
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var commands = new EditorCommands();
            var services = new ServerServices { Version = ProductVersion.Text, OpenWorkspace = WorkspaceRuntime.ServicesFor, Commands = commands, Idle = ResidentMemory.GiveBack };
            return await LanguageServerHost.RunAsync(console.OpenInput(), console.OpenOutput(), services, cancellationToken);
        });
        return command;
    }
}
