namespace PromptLsp.Core.Assertions;

/// <summary>What an assertion looks at.</summary>
public enum AssertionKind
{
    /// <summary>Members that are judged together.</summary>
    Set,

    /// <summary>The output is the value; lists and objects compare as JSON.</summary>
    Equals,

    /// <summary>The value occurs in the output.</summary>
    Contains,

    /// <summary>The value occurs in the output, whatever the case.</summary>
    IContains,

    /// <summary>All values occur.</summary>
    ContainsAll,

    /// <summary>At least one value occurs.</summary>
    ContainsAny,

    /// <summary>All values occur, whatever the case.</summary>
    IContainsAll,

    /// <summary>At least one value occurs, whatever the case.</summary>
    IContainsAny,

    /// <summary>The output begins with the value.</summary>
    StartsWith,

    /// <summary>The output ends with the value.</summary>
    EndsWith,

    /// <summary>A regular expression of JavaScript matches somewhere.</summary>
    Regex,

    /// <summary>The output is JSON and, where there is a schema, conforms to it.</summary>
    IsJson,

    /// <summary>A JSON object or list stands somewhere in the output and, where there is a schema, conforms to it.</summary>
    ContainsJson,

    /// <summary>The output means what the value means: cosine similarity of their embeddings.</summary>
    Similar,

    /// <summary>The answer took at most so many milliseconds.</summary>
    Latency,

    /// <summary>The answer cost at most so many US dollars.</summary>
    Cost,

    /// <summary>The edit distance to the value is at most the threshold.</summary>
    Levenshtein,

    /// <summary>The number of words.</summary>
    WordCount,

    /// <summary>Why the model stopped.</summary>
    FinishReason,

    /// <summary>A local classifier gives the output a label.</summary>
    Classifier,

    /// <summary>A local model finds entities in the output.</summary>
    Entities,

    /// <summary>How improbable the output is.</summary>
    Perplexity,

    /// <summary>How probable the output is, between 0 and 1.</summary>
    PerplexityScore,

    /// <summary>Recognisers find personal data or secrets in the output.</summary>
    PersonalData,

    /// <summary>The output refuses to answer.</summary>
    Refusal,
}
