using PromptLsp.Evaluation.Suites;
using PromptLsp.Models.Heads;
using PromptLsp.Models.Loading;

namespace PromptLsp.Cli.Composition;

/// <summary>Asks the built-in head for prompt injections about the rows of suites.</summary>
internal sealed class InjectionScreen : IRowScreen
{
    private readonly HeadScreen _head = new(ModelLocator.Default, "injection");

    /// <summary>The one of the process: the head is loaded once.</summary>
    public static InjectionScreen Instance { get; } = new();

    /// <inheritdoc/>
    public double? InjectionScore(string text) => _head.Score(text);
}
