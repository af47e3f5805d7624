namespace PromptLsp.Benchmarks;

/// <summary>One measurement that prints its own table, peers included.</summary>
internal interface IBenchmark
{
    /// <summary>The word that starts it.</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Description { get; }

    /// <summary>Measures and prints.</summary>
    /// <returns>The exit code.</returns>
    Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
