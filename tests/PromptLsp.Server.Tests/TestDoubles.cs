using PromptLsp.Server.Commands;

namespace PromptLsp.Server.Tests;

/// <summary>Commands that a test writes itself; each is refused until it is set.</summary>
internal sealed class ScriptedCommands : IPromptCommands
{
    public Func<PromptCommandRequest, CancellationToken, Task<CommandDocument?>> OnRender { get; init; } = Refuse;

    public Func<PromptCommandRequest, CancellationToken, Task<CommandDocument?>> OnRun { get; init; } = Refuse;

    public Func<PromptCommandRequest, CancellationToken, Task<CommandDocument?>> OnEval { get; init; } = Refuse;

    public Task<CommandDocument?> RenderAsync(PromptCommandRequest request, CancellationToken cancellationToken) => OnRender(request, cancellationToken);

    public Task<CommandDocument?> RunAsync(PromptCommandRequest request, CancellationToken cancellationToken) => OnRun(request, cancellationToken);

    public Task<CommandDocument?> EvalAsync(PromptCommandRequest request, CancellationToken cancellationToken) => OnEval(request, cancellationToken);

    private static Task<CommandDocument?> Refuse(PromptCommandRequest request, CancellationToken cancellationToken) =>
        throw new PromptCommandException($"{request.Path}:1:1: no script for this command. Write one.");
}
