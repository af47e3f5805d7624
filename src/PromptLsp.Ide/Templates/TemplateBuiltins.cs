using PromptLsp.Syntax.Templates;

namespace PromptLsp.Ide.Templates;

/// <summary>The functions of both template languages.</summary>
internal static class TemplateBuiltins
{
    private static readonly Dictionary<string, TemplateBuiltin> _scriban = ScribanBuiltins.All.ToDictionary(builtin => builtin.Name);
    private static readonly Dictionary<string, TemplateBuiltin> _liquid = LiquidBuiltins.All.ToDictionary(builtin => builtin.Name);

    /// <summary>The groups of Scriban's functions, with what they are about.</summary>
    public static IReadOnlyDictionary<string, string> Groups { get; } = new Dictionary<string, string>
    {
        ["array"] = "Functions of lists.",
        ["date"] = "Functions of dates.",
        ["html"] = "Functions of HTML and addresses.",
        ["math"] = "Functions of numbers.",
        ["object"] = "Functions of any value.",
        ["regex"] = "Regular expressions.",
        ["string"] = "Functions of texts.",
        ["timespan"] = "Functions of spans of time.",
    };

    /// <summary>The functions of a language; Scriban's with their groups.</summary>
    public static IReadOnlyList<TemplateBuiltin> Of(TemplateLanguage language) => language == TemplateLanguage.Liquid ? LiquidBuiltins.All : ScribanBuiltins.All;

    /// <summary>The function of that name; null where there is none.</summary>
    public static TemplateBuiltin? Find(TemplateLanguage language, string name) =>
        (language == TemplateLanguage.Liquid ? _liquid : _scriban).GetValueOrDefault(name);
}
