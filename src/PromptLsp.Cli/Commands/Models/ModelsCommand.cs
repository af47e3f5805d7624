using System.CommandLine;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models</c>: the local models, one subcommand a file.</summary>
internal static class ModelsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console) => new("models", "Shows, checks and makes local models.")
    {
        ModelsListCommand.Create(console),
        ModelsInfoCommand.Create(console),
        ModelsVerifyCommand.Create(console),
        ModelsPullCommand.Create(console),
        ModelsQuantizeCommand.Create(console),
        ModelsTrainCommand.Create(console),
        ModelsDistillCommand.Create(console),
    };

    /// <summary>The argument that names a model.</summary>
    public static Argument<string> Model() => new("model")
    {
        Description = "Name of a local model or a folder that holds one; with `:FILE.onnx` behind it, that file of the folder.",
        HelpName = "ID|FOLDER",
    };

    /// <summary><c>--precision</c>.</summary>
    public static Option<string?> Precision() => new("--precision")
    {
        Description = "Which of several ONNX files: fp32, fp16, int8, or what stands behind `model_` in the file's name.",
        HelpName = "NAME",
    };
}
