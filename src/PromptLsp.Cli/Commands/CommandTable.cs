using System.CommandLine;
using PromptLsp.Cli.Commands.Models;
using PromptLsp.Cli.Commands.Records;

namespace PromptLsp.Cli.Commands;

/// <summary>All commands, in the order of the help.</summary>
internal static class CommandTable
{
    /// <summary>Makes them.</summary>
    public static IEnumerable<Command> Create(CliConsole console) =>
    [
        CheckCommand.Create(console),
        CountCommand.Create(console),
        RenderCommand.Create(console),
        RunCommand.Create(console),
        EvalCommand.Create(console),
        AssertCommand.Create(console),
        RunsCommand.Create(console),
        IndexCommand.Create(console),
        SearchCommand.Create(console),
        EmbedCommand.Create(console),
        ClassifyCommand.Create(console),
        NerCommand.Create(console),
        GenerateCommand.Create(console),
        PerplexityCommand.Create(console),
        TokenizeCommand.Create(console),
        TokenizerCommand.Create(console),
        ModelsCommand.Create(console),
        DoctorCommand.Create(console),
        TrustCommand.Create(console),
        ServeCommand.Create(console),
    ];
}
