using System.CommandLine;
using PromptLsp.Llm.Endpoints;

namespace PromptLsp.Cli.Commands;

/// <summary><c>trust</c>: where keys may go.</summary>
internal static class TrustCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var url = new Argument<string?>("url") { Description = "The address of an endpoint, such as https://llm.example.com/v1.", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "Lists the addresses that are trusted." };
        var remove = new Option<bool>("--remove") { Description = "Trusts the address no longer." };
        var command = new Command("trust", "Lets keys and prompts go to an endpoint that is neither the provider's own nor on this machine.") { url, list, remove };
        command.SetAction(parsed =>
        {
            var endpoints = new TrustedEndpoints(Environment.GetEnvironmentVariable);
            if (parsed.GetValue(list))
            {
                foreach (var endpoint in endpoints.List())
                {
                    console.Output.WriteLine($"{endpoint.Url}  ({endpoint.Source})");
                }

                return ExitCode.Ok;
            }

            var address = parsed.GetValue(url) ?? throw new CliException(ExitCode.Usage, "give an address, or --list.");
            console.Output.WriteLine(parsed.GetValue(remove)
                ? endpoints.Remove(address) ? $"{address} is trusted no longer" : $"{address} was not trusted in {endpoints.FilePath}"
                : endpoints.Add(address) ? $"{address} is trusted now ({endpoints.FilePath})" : $"{address} was trusted already");
            return ExitCode.Ok;
        });
        return command;
    }
}
