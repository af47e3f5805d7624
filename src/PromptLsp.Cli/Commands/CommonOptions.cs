using System.CommandLine;
using PromptLsp.Models.Devices;

namespace PromptLsp.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary><c>--workspace</c>.</summary>
    public static Option<string?> Workspace() => new("--workspace")
    {
        Description = "Root folder of the workspace; without it the nearest folder above with promptlsp.yaml, else with .git.",
        HelpName = "DIR",
    };

    /// <summary><c>--model</c>.</summary>
    public static Option<string?> Model(string description) => new("--model", "-m") { Description = description, HelpName = "PROVIDER/MODEL" };

    /// <summary><c>--var</c>.</summary>
    public static Option<string[]> Variables() => new("--var")
    {
        Description = "A value of an input; may be given several times. For inputs that are no text it is read as JSON.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>--vars</c>.</summary>
    public static Option<string?> VariablesFile() => new("--vars") { Description = "Values of inputs from a JSON or YAML file with one mapping.", HelpName = "FILE" };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json(string description = "Writes JSON.") => new("--json") { Description = description };

    /// <summary><c>--device</c>.</summary>
    public static Option<string> Device()
    {
        var option = new Option<string>("--device")
        {
            Description = $"What local models compute on: {string.Join(", ", DeviceRequests.Names)}.",
            DefaultValueFactory = _ => "auto",
            HelpName = "DEVICE",
        };
        option.AcceptOnlyFromAmong([.. DeviceRequests.Names]);
        return option;
    }

    /// <summary>The device that an option names.</summary>
    public static DeviceRequest ParseDevice(string name) =>
        DeviceRequests.TryParse(name, out var device) ? device : throw new CliException(ExitCode.Usage, $"There is no device `{name}`.");
}
