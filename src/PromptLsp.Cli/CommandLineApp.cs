using System.CommandLine;
using PromptLsp.Cli.Commands;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Results;
using PromptLsp.Core.Retrieval;
using PromptLsp.Llm.Endpoints;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Loading;

namespace PromptLsp.Cli;

/// <summary>The command line.</summary>
public static class CommandLineApp
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="console">The streams.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CliConsole console)
    {
        var root = new RootCommand("Prompts as source code: checks, counts, renders, runs and evaluates prompt templates, and serves editors.");
        foreach (var command in CommandTable.Create(console))
        {
            root.Subcommands.Add(command);
        }

        var parsed = root.Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = console.Output,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (Exception exception) when (Explain(exception) is { } failure)
        {
            await console.Error.WriteLineAsync($"promptlsp: {failure.Message}");
            return failure.ExitCode;
        }
        catch (Exception exception)
        {
            await console.Error.WriteLineAsync(
                $"promptlsp: a mistake of our own ended the command; what had finished is kept. Please report these lines ({ProductVersion.Text}):\n{exception}");
            return ExitCode.Infrastructure;
        }
        finally
        {
            await console.Output.FlushAsync();
        }
    }

    /// <summary>The exit code and the words for a failure that is not our own mistake; null for one that is.</summary>
    private static CliException? Explain(Exception exception) => exception switch
    {
        CliException known => known,
        OperationCanceledException => new CliException(ExitCode.Interrupted, "interrupted; what had finished is kept."),
        ModelCallException { Failure: ModelCallFailure.Configuration } => new CliException(ExitCode.Usage, exception.Message),
        InvalidEndpointException => new CliException(ExitCode.Usage, exception.Message),
        StoreException { Failure: StoreFailure.AmbiguousId or StoreFailure.OutsideWorkspace } => new CliException(ExitCode.Usage, exception.Message),
        ModelCallException or StoreException or RetrievalException or ModelLoadException or InferenceException or IOException or UnauthorizedAccessException =>
            new CliException(ExitCode.Infrastructure, exception.Message),
        _ => null,
    };
}
