using PromptLsp.Core.Calls;

namespace PromptLsp.Llm.Calls;

/// <summary>What attempts need of the surroundings.</summary>
/// <param name="CallLog">Keeps the rows.</param>
/// <param name="TimeProvider">For time limits, waits and rows.</param>
/// <param name="Random">A number in [0, 1), for jitter.</param>
internal sealed record CallServices(ICallLog CallLog, TimeProvider TimeProvider, Func<double> Random);
