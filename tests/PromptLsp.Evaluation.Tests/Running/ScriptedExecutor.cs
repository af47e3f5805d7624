using PromptLsp.Core.Execution;

namespace PromptLsp.Evaluation.Tests.Running;

/// <summary>Answers by a script, and counts how many executions are under way at once.</summary>
internal sealed class ScriptedExecutor(Func<PromptExecutionRequest, CancellationToken, Task<PromptExecution>> script) : IPromptExecutor
{
    private int _running;
    private int _peak;
    private int _calls;

    public int Peak => _peak;

    public int Calls => _calls;

    public static ScriptedExecutor Echo(string variable) => new((request, _) => Task.FromResult(Answer(request, request.Variables[variable].GetString()!)));

    public static PromptExecution Answer(PromptExecutionRequest request, string output) => new()
    {
        CallId = Guid.NewGuid().ToString("n"),
        ModelId = request.ModelId ?? "local/own",
        PromptHash = "abc",
        Output = output,
        InputTokens = 10,
        OutputTokens = 2,
        CostUsd = 0.001,
        FinishReason = "stop",
        StartedAt = DateTimeOffset.UnixEpoch,
        CallTime = TimeSpan.FromMilliseconds(5),
    };

    public static PromptExecution Failure(PromptExecutionRequest request, string stage, string error) => new()
    {
        CallId = "c",
        ModelId = request.ModelId ?? "local/own",
        PromptHash = "abc",
        Error = error,
        ErrorStage = stage,
        StartedAt = DateTimeOffset.UnixEpoch,
    };

    public async Task<PromptExecution> ExecuteAsync(PromptExecutionRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        var running = Interlocked.Increment(ref _running);
        int peak;
        while (running > (peak = _peak) && Interlocked.CompareExchange(ref _peak, running, peak) != peak)
        {
        }

        try
        {
            return await script(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
