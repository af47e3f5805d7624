using System.Runtime.ExceptionServices;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Running;

/// <summary>What the workers of one run share.</summary>
internal sealed class RunState(RunRecord run, EvaluationPlan plan, EvaluationOptions options, IEvaluationObserver? observer, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SummaryBuilder _summary = new();
    private readonly long _started = time.GetTimestamp();
    private int _next = -1;
    private int _inFlight;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The run.</summary>
    public RunRecord Run => run;

    /// <summary>Its plan.</summary>
    public EvaluationPlan Plan => plan;

    /// <summary>Its options.</summary>
    public EvaluationOptions Options => options;

    /// <summary>The first failure that ended the run; null where there was none.</summary>
    public ExceptionDispatchInfo? Failure => _failure;

    /// <summary>True where every planned result is in the store.</summary>
    public bool IsComplete => Progress().Done == plan.Count;

    /// <summary>The next result to work on; null where none is left.</summary>
    public PlannedResult? TakeNext()
    {
        var ordinal = Interlocked.Increment(ref _next);
        return ordinal < plan.Count ? plan[ordinal] : null;
    }

    /// <summary>Keeps the first failure.</summary>
    public void Fail(Exception error) => Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);

    /// <summary>Tells the observer that the run begins.</summary>
    public void ReportStart()
    {
        lock (_lock)
        {
            observer?.OnStarted(run, ProgressInLock());
        }
    }

    /// <summary>Counts a result as begun.</summary>
    public void ReportCalling()
    {
        lock (_lock)
        {
            _inFlight++;
            observer?.OnCalling(ProgressInLock());
        }
    }

    /// <summary>Counts a stored result.</summary>
    public void ReportResult(ResultRecord result)
    {
        lock (_lock)
        {
            _inFlight--;
            _summary.Add(result);
            observer?.OnResult(result, ProgressInLock());
        }
    }

    /// <summary>The summary so far.</summary>
    public EvaluationSummary Summarize(RunStatus status, SuiteGate? gate)
    {
        lock (_lock)
        {
            return _summary.Build(run.Id, status, plan.Count, gate);
        }
    }

    private EvaluationProgress Progress()
    {
        lock (_lock)
        {
            return ProgressInLock();
        }
    }

    private EvaluationProgress ProgressInLock()
    {
        var (passed, failed, errors, unmeasured) = _summary.Counts;
        return new EvaluationProgress(plan.Count, passed, failed, errors, unmeasured, _inFlight, time.GetElapsedTime(_started));
    }
}
