using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Running;

/// <summary>What kinds of errors results have. The kind stands before the message in <see cref="ResultRecord.Error"/>: <c>provider: …</c>.</summary>
public static class ErrorClasses
{
    /// <summary>The prompt or its values cannot be rendered: the same again next time, so it counts like a failed test.</summary>
    public const string Prompt = "prompt";

    /// <summary>The retrieval failed.</summary>
    public const string Retrieval = "retrieval";

    /// <summary>The configuration is wrong: provider, key, trust.</summary>
    public const string Configuration = "configuration";

    /// <summary>The provider failed, or the way to it.</summary>
    public const string Provider = "provider";

    /// <summary>An assertion makes no sense with this test's variables.</summary>
    public const string Assertion = "assertion";

    /// <summary>The kind of a result's error; <see cref="Provider"/> where the text names none, null where there is no error.</summary>
    public static string? Of(ResultRecord result)
    {
        if (result.Error is not { } error)
        {
            return null;
        }

        var colon = error.IndexOf(':', StringComparison.Ordinal);
        var word = colon < 0 ? "" : error[..colon];
        return word is Prompt or Retrieval or Configuration or Assertion ? word : Provider;
    }
}
