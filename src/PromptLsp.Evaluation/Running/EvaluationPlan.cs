using System.Collections.Immutable;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Running;

/// <summary>One result that a run will have.</summary>
/// <param name="Ordinal">Its number, from 0.</param>
/// <param name="PromptPath">The prompt's file, absolute.</param>
/// <param name="ModelId">The model; null for the prompt's own.</param>
/// <param name="Test">The test.</param>
/// <param name="Repetition">From 0.</param>
public sealed record PlannedResult(int Ordinal, string PromptPath, string? ModelId, SuiteTest Test, int Repetition);

/// <summary>
/// What a run will do: tests × repetitions × prompts × models, in this order, so that what is compared runs side by side.
/// Nothing is laid out in memory.
/// </summary>
public sealed class EvaluationPlan
{
    private readonly ImmutableArray<string> _prompts;
    private readonly ImmutableArray<string?> _models;
    private readonly ImmutableArray<SuiteTest> _tests;

    private EvaluationPlan(ImmutableArray<string> prompts, ImmutableArray<string?> models, ImmutableArray<SuiteTest> tests, int repeat)
    {
        _prompts = prompts;
        _models = models;
        _tests = tests;
        Repeat = repeat;
        Count = checked(prompts.Length * models.Length * tests.Length * repeat);
    }

    /// <summary>How many results there will be.</summary>
    public int Count { get; }

    /// <summary>How often each test is run.</summary>
    public int Repeat { get; }

    /// <summary>The models by id; empty where each prompt is run with its own.</summary>
    public IEnumerable<string> Models => _models.OfType<string>();

    /// <summary>The result of a number below <see cref="Count"/>.</summary>
    public PlannedResult this[int ordinal]
    {
        get
        {
            var (rest, model) = Math.DivRem(ordinal, _models.Length);
            (rest, var prompt) = Math.DivRem(rest, _prompts.Length);
            var (test, repetition) = Math.DivRem(rest, Repeat);
            return new PlannedResult(ordinal, _prompts[prompt], _models[model], _tests[test], repetition);
        }
    }

    /// <summary>Plans a run.</summary>
    public static EvaluationPlan Of(EvaluationSuite suite, EvaluationOptions options)
    {
        ImmutableArray<string?> models = options.Models.Length > 0 ? [.. options.Models] : [.. suite.Providers.Select(provider => provider.Id)];
        var tests = options.Filter is { Length: > 0 } filter ? [.. suite.Tests.Where(test => Matches(test, filter))] : suite.Tests;
        return new EvaluationPlan(suite.Prompts, models.Length > 0 ? models : [null], tests, options.Repeat ?? suite.Repeat);
    }

    private static bool Matches(SuiteTest test, string filter) =>
        test.Id.Contains(filter, StringComparison.OrdinalIgnoreCase) || test.Description.Contains(filter, StringComparison.OrdinalIgnoreCase);
}
