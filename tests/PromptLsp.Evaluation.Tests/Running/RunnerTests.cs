using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Metrics;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Running;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Tests.Running;

public sealed class RunnerTests
{
    private static readonly EvaluationOptions _options = new() { RootPath = "/w", ToolVersion = "1.2.3", Concurrency = 8 };

    internal static EvaluationSuite Suite(int tests, params Assertion[] assertions) => new()
    {
        Path = "/w/s.eval.yaml",
        Prompts = ["/w/a.prompt"],
        Providers = [new SuiteProvider("p/one", "one")],
        Tests = [.. Enumerable.Range(0, tests).Select(i => new SuiteTest
        {
            Id = $"t{i}",
            Description = i % 2 == 0 ? "even" : "odd",
            Variables = ImmutableDictionary<string, JsonElement>.Empty.Add("q", JsonElement.Parse($"\"answer {i}\"")),
            Assertions = [.. assertions],
        })],
    };

    internal static Assertion Contains(string text) => new() { Type = "contains", Kind = AssertionKind.Contains, Value = JsonElement.Parse($"\"{text}\"") };

    private static Task<EvaluationSummary> RunAsync(
        IPromptExecutor executor, IResultStore store, EvaluationSuite suite, EvaluationOptions? options = null, IEvaluationObserver? observer = null, CancellationToken cancellationToken = default) =>
        new EvaluationRunner(executor, store, new AssertionJudge(JudgeModels.None), TimeProvider.System).RunAsync(suite, options ?? _options, observer, cancellationToken);

    [Fact]
    public async Task EveryPlannedResultIsStoredWithItsVerdict()
    {
        var store = new MemoryStore();
        var suite = Suite(20, Contains("answer 1")) with { Prompts = ["/w/a.prompt", "/w/sub/b.prompt"], Providers = [new("p/one", "one"), new("p/two", "two")], Repeat = 3 };
        var summary = await RunAsync(ScriptedExecutor.Echo("q"), store, suite);
        Assert.Equal(20 * 2 * 2 * 3, store.Results.Count);
        Assert.Equal(Enumerable.Range(0, 240), store.Results.Select(result => result.Ordinal));
        Assert.Equal(240, store.Results.Select(result => (result.TestId, result.PromptPath, result.ModelId, result.Repetition)).Distinct().Count());
        Assert.Equal(11 * 12, summary.Overall.Passed);
        Assert.Equal(9 * 12, summary.Overall.Failed);
        Assert.Equal(RunStatus.Completed, store.Status);
        Assert.Equal(["a.prompt", "a.prompt", "sub/b.prompt", "sub/b.prompt"], summary.Table.Select(row => row.PromptPath));
        Assert.All(summary.Table, row => Assert.Equal(60, row.Tally.Total));
        Assert.Equal(ExitCodes.Failed, ExitCodes.Of(summary, stoppedByUser: false));
    }

    [Fact]
    public async Task NoMoreCallsAreInFlightThanAllowedAndThatMany()
    {
        var gate = new TaskCompletionSource();
        var started = 0;
        var executor = new ScriptedExecutor(async (request, _) =>
        {
            if (Interlocked.Increment(ref started) == 5)
            {
                gate.SetResult();
            }

            await gate.Task;
            return ScriptedExecutor.Answer(request, "x");
        });
        await RunAsync(executor, new MemoryStore(), Suite(50), _options with { Concurrency = 5 });
        Assert.Equal(5, executor.Peak);
        Assert.Equal(50, executor.Calls);
    }

    [Fact]
    public async Task ObserverHearsOfAResultOnlyWhenItIsStored()
    {
        var store = new MemoryStore();
        var observer = new Observer(store);
        await RunAsync(ScriptedExecutor.Echo("q"), store, Suite(40), observer: observer);
        Assert.Equal(40, observer.Heard);
        Assert.True(observer.AllWereStored);
        Assert.Equal(40, observer.Last.Done);
        Assert.Equal(0, observer.Last.InFlight);
    }

    [Fact]
    public async Task CancelledRunKeepsWhatFinishedAndIsInterrupted()
    {
        using var cancel = new CancellationTokenSource();
        var done = 0;
        var executor = new ScriptedExecutor(async (request, token) =>
        {
            if (Interlocked.Increment(ref done) > 10)
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            return ScriptedExecutor.Answer(request, "x");
        });
        var store = new MemoryStore();
        var summary = await RunAsync(executor, store, Suite(100), _options with { Concurrency = 3 }, cancellationToken: cancel.Token);
        Assert.Equal(RunStatus.Interrupted, store.Status);
        Assert.Equal(10, store.Results.Count);
        Assert.Equal(10, summary.Overall.Passed);
        Assert.Equal(90, summary.NotRun);
        Assert.Equal(GateVerdict.Inconclusive, summary.Gate.Verdict);
        Assert.Equal(ExitCodes.Interrupted, ExitCodes.Of(summary, stoppedByUser: true));
        Assert.Equal(ExitCodes.Inconclusive, ExitCodes.Of(summary, stoppedByUser: false));
    }

    [Fact]
    public async Task StoreFailureEndsTheRunAndReachesTheCaller()
    {
        var store = new MemoryStore(failAt: 7);
        var executor = ScriptedExecutor.Echo("q");
        var error = await Assert.ThrowsAsync<StoreException>(() => RunAsync(executor, store, Suite(1000)));
        Assert.Equal("The disk is full.", error.Message);
        Assert.Equal(RunStatus.Failed, store.Status);
        Assert.Equal(7, store.Results.Count);
        Assert.True(executor.Calls < 1000);
    }

    [Fact]
    public async Task ErrorsStayInTheDenominator()
    {
        var executor = new ScriptedExecutor((request, _) => Task.FromResult(
            request.Variables["q"].GetString() is "answer 3" ? ScriptedExecutor.Failure(request, "provider", "HTTP 500") : ScriptedExecutor.Answer(request, "x")));
        var store = new MemoryStore();
        var summary = await RunAsync(executor, store, Suite(10) with { Gate = new SuiteGate(0.95, null, null, 0.95) });
        Assert.Equal(1, summary.Overall.Errors);
        Assert.Equal(0.9, summary.Overall.PassRate, 9);
        Assert.Equal(0.9, summary.Coverage, 9);
        Assert.Equal("provider: HTTP 500", store.Results[3].Error);
        Assert.Equal(GateVerdict.Inconclusive, summary.Gate.Verdict);
        Assert.Equal(ExitCodes.Infrastructure, ExitCodes.Of(summary, false));
    }

    [Theory]
    [InlineData("provider", 0.8, ExitCodes.Passed)]
    [InlineData("provider", 0.95, ExitCodes.Infrastructure)]
    [InlineData("retrieval", 0.95, ExitCodes.Infrastructure)]
    [InlineData("configuration", 0.95, ExitCodes.Configuration)]
    [InlineData("prompt", 0.95, ExitCodes.Failed)]
    public async Task WhatDecidesGivesTheExitCode(string stage, double required, int exitCode)
    {
        var executor = new ScriptedExecutor((request, _) => Task.FromResult(
            request.Variables["q"].GetString() is "answer 3" ? ScriptedExecutor.Failure(request, stage, "it broke") : ScriptedExecutor.Answer(request, "x")));
        var summary = await RunAsync(executor, new MemoryStore(), Suite(10) with { Gate = new SuiteGate(required, null, null, 0.95) });
        Assert.Equal(exitCode, ExitCodes.Of(summary, false));
    }

    [Fact]
    public async Task UnmeasuredAssertionsLeaveTheGateOpen()
    {
        var similar = new Assertion { Type = "similar", Kind = AssertionKind.Similar, Value = JsonElement.Parse("\"x\"") };
        var store = new MemoryStore();
        var summary = await RunAsync(ScriptedExecutor.Echo("q"), store, Suite(4, Contains("answer"), similar));
        Assert.Equal(4, summary.Overall.Unmeasured);
        Assert.Equal([Verdict.Pass, Verdict.Unmeasured], store.Results[0].Assertions.Select(assertion => assertion.Verdict));
        Assert.Equal(ExitCodes.Inconclusive, ExitCodes.Of(summary, false));
    }

    [Fact]
    public async Task FilterTakesTestsByIdOrDescription()
    {
        var store = new MemoryStore();
        await RunAsync(ScriptedExecutor.Echo("q"), store, Suite(10), _options with { Filter = "EVEN" });
        Assert.Equal(["t0", "t2", "t4", "t6", "t8"], store.Results.Select(result => result.TestId));
    }

    [Fact]
    public async Task ReachedDeadlineIsAnInterruption()
    {
        var time = new ManualTime();
        var executor = new ScriptedExecutor(async (_, token) =>
        {
            time.FireTimers();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("not reached");
        });
        var store = new MemoryStore();
        var runner = new EvaluationRunner(executor, store, new AssertionJudge(JudgeModels.None), time);
        var summary = await runner.RunAsync(Suite(3), _options with { Deadline = TimeSpan.FromMinutes(1) }, null, TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Interrupted, summary.Status);
        Assert.Equal(3, summary.NotRun);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(95, 100, 0.8882, 0.9785)]
    public void WilsonIntervalIsThatOfTheLiterature(int successes, int total, double low, double high)
    {
        var (actualLow, actualHigh) = Wilson.Interval(successes, total, 0.95);
        Assert.Equal(low, actualLow, 4);
        Assert.Equal(high, actualHigh, 4);
    }

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.995, 2.575829303548901)]
    [InlineData(0.5, 0)]
    [InlineData(0.9995, 3.290526731491926)]
    public void NormalQuantileIsExact(double probability, double expected) => Assert.Equal(expected, Wilson.Quantile(probability), 9);

    private sealed class Observer(MemoryStore store) : IEvaluationObserver
    {
        public int Heard { get; private set; }

        public bool AllWereStored { get; private set; } = true;

        public EvaluationProgress Last { get; private set; }

        public void OnStarted(RunRecord run, EvaluationProgress progress) => Last = progress;

        public void OnCalling(EvaluationProgress progress) => Assert.InRange(progress.InFlight, 1, 8);

        public void OnResult(ResultRecord result, EvaluationProgress progress)
        {
            Heard++;
            Last = progress;
            AllWereStored &= store.Results.Any(stored => stored.Id == result.Id);
        }
    }

    /// <summary>A clock whose timers go off when the test says so.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private readonly List<(TimerCallback Callback, object? State)> _timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_timers)
            {
                _timers.Add((callback, state));
            }

            return new NoTimer();
        }

        public void FireTimers()
        {
            lock (_timers)
            {
                _timers.ForEach(timer => timer.Callback(timer.State));
            }
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
