using PromptLsp.Cli;

return await CommandLineApp.RunAsync(args, CliConsole.FromProcess());
