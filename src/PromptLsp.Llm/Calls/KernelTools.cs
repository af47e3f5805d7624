using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace PromptLsp.Llm.Calls;

/// <summary>Answers a model's tool calls, round by round, by running kernel functions in the model's kernel, so that its filters see each of them.</summary>
internal static class KernelTools
{
    // A model that asks for tools again and again costs money each time.
    private const int MaximumRounds = 10;

    /// <summary>A client that answers the tool calls of <paramref name="inner"/>; without tools in the options it only passes on.</summary>
    public static IChatClient Over(IChatClient inner, Kernel kernel) => new FunctionInvokingChatClient(inner)
    {
        MaximumIterationsPerRequest = MaximumRounds,
        FunctionInvoker = (call, cancellationToken) => InvokeAsync(kernel, call, cancellationToken),
    };

    // Invoked as a plain AIFunction, a kernel function passes its kernel's filters by.
    private static async ValueTask<object?> InvokeAsync(
        Kernel kernel, Microsoft.Extensions.AI.FunctionInvocationContext call, CancellationToken cancellationToken)
    {
        if (call.Function is not KernelFunction function)
        {
            return await call.Function.InvokeAsync(call.Arguments, cancellationToken);
        }

        var result = await function.InvokeAsync(kernel, new KernelArguments(call.Arguments), cancellationToken);
        return result.GetValue<object>();
    }
}
