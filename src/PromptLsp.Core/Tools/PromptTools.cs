using System.Collections.Immutable;
using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Tools;

/// <summary>The tools that a prompt names, and what keeps them from being sent.</summary>
/// <param name="Definitions">The tools, in the order of the prompt.</param>
/// <param name="Problems">What is wrong, each at the reference in the prompt that leads there.</param>
public sealed record PromptTools(ImmutableArray<ToolDefinition> Definitions, ImmutableArray<ToolProblem> Problems)
{
    /// <summary>Reads the files under <c>tools:</c>; one that cannot be read at all is not told here: the rule of named files does.</summary>
    public static PromptTools Load(IWorkspaceFiles files, PromptDocument prompt)
    {
        var tools = ImmutableArray.CreateBuilder<ToolDefinition>();
        var problems = ImmutableArray.CreateBuilder<ToolProblem>();
        foreach (var reference in prompt.Definition.Tools)
        {
            if (files.Resolve(prompt.Path, reference.Path) is not (FileReadStatus.Ok, var path) || files.Read(path).Text is not { } text)
            {
                problems.Add(new ToolProblem(reference, $"the tools `{reference.Path}` cannot be read. Name a file inside the workspace.", IsUnreadable: true));
                continue;
            }

            var (found, diagnostics) = ToolFileReader.Read(text);
            problems.AddRange(diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => new ToolProblem(reference, $"{reference.Path}:{text.PositionOf(diagnostic.Span.Start)}: {diagnostic.Message}")));
            foreach (var tool in found)
            {
                if (tools.Any(known => known.Name == tool.Name))
                {
                    problems.Add(new ToolProblem(reference, $"{reference.Path}: the tool '{tool.Name}' is declared twice. Names must differ."));
                }

                tools.Add(tool);
            }
        }

        return new PromptTools(tools.ToImmutable(), problems.ToImmutable());
    }
}

/// <summary>Why tools cannot be sent.</summary>
/// <param name="Reference">Where the prompt names the file.</param>
/// <param name="Message">What is wrong, with the place in the file.</param>
/// <param name="IsUnreadable">True where the file itself is missing or refused.</param>
public sealed record ToolProblem(FileReference Reference, string Message, bool IsUnreadable = false);
