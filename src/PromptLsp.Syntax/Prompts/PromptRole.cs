namespace PromptLsp.Syntax.Prompts;

/// <summary>Who speaks.</summary>
public enum PromptRole
{
    /// <summary>Rules of the conversation.</summary>
    System,

    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The application's author, above the person and below the system.</summary>
    Developer,

    /// <summary>A tool's result.</summary>
    Tool,
}

/// <summary>The words for roles.</summary>
public static class PromptRoles
{
    /// <summary>All words, in the order they are offered.</summary>
    public static IReadOnlyList<string> Words { get; } = ["system", "user", "assistant", "developer", "tool"];

    /// <summary>The word for a role, as in role lines and requests.</summary>
    public static string ToWord(this PromptRole role) => role switch
    {
        PromptRole.System => "system",
        PromptRole.User => "user",
        PromptRole.Assistant => "assistant",
        PromptRole.Developer => "developer",
        PromptRole.Tool => "tool",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };

    /// <summary>The role that a word means, exactly as written.</summary>
    public static bool TryParse(ReadOnlySpan<char> word, out PromptRole role)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (word.SequenceEqual(Words[i]))
            {
                role = (PromptRole)i;
                return true;
            }
        }

        role = default;
        return false;
    }
}
