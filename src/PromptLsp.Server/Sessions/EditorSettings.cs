using System.Text.Json;

namespace PromptLsp.Server.Sessions;

/// <summary>What the user set in the editor, section <c>promptlsp</c>.</summary>
/// <param name="InlayHints">Token counts are shown beside messages.</param>
/// <param name="CodeLenses">Totals and commands are shown above a prompt.</param>
internal sealed record EditorSettings(bool InlayHints = true, bool CodeLenses = true)
{
    /// <summary>The section's name.</summary>
    public const string Section = "promptlsp";

    /// <summary>These settings with what <paramref name="json"/> says; what it does not say, or says wrongly, stays as it is.</summary>
    /// <param name="json">The section itself, or an object that holds it under its name.</param>
    public EditorSettings With(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return this;
        }

        return json.TryGetProperty(Section, out var section)
            ? With(section)
            : new EditorSettings(Read(json, "inlayHints", InlayHints), Read(json, "codeLens", CodeLenses));
    }

    /// <summary>A switch is written as <c>name: true</c> or as <c>name: { enabled: true }</c>.</summary>
    private static bool Read(JsonElement section, string name, bool current)
    {
        if (!section.TryGetProperty(name, out var value))
        {
            return current;
        }

        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("enabled", out var enabled))
        {
            value = enabled;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => current,
        };
    }
}
