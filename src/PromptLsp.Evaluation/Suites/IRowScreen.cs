namespace PromptLsp.Evaluation.Suites;

/// <summary>Looks at the values of rows while a suite is edited. Must answer in microseconds. Safe for concurrent callers.</summary>
public interface IRowScreen
{
    /// <summary>How much a text reads like a prompt injection, from 0 to 1; null where it does not, or where there is no classifier.</summary>
    double? InjectionScore(string text);
}
