namespace PromptLsp.Ide.Templates;

/// <summary>Liquid's filters: most of them are Scriban's functions under a shorter name.</summary>
internal static class LiquidBuiltins
{
    /// <summary>The filter's name, then Scriban's.</summary>
    private static readonly (string Name, string Scriban)[] _names =
    [
        ("abs", "math.abs"), ("append", "string.append"), ("capitalize", "string.capitalize"), ("ceil", "math.ceil"), ("compact", "array.compact"),
        ("concat", "array.concat"), ("contains", "array.contains"), ("cycle", "array.cycle"), ("date", "date.parse_to_string"), ("default", "object.default"),
        ("divided_by", "math.divided_by"), ("downcase", "string.downcase"), ("escape", "html.escape"), ("first", "array.first"),
        ("floor", "math.floor"), ("join", "array.join"), ("last", "array.last"), ("lstrip", "string.lstrip"), ("map", "array.map"),
        ("minus", "math.minus"), ("modulo", "math.modulo"), ("plus", "math.plus"), ("prepend", "string.prepend"), ("remove", "string.remove"),
        ("remove_first", "string.remove_first"), ("replace", "string.replace"), ("replace_first", "string.replace_first"), ("reverse", "array.reverse"),
        ("round", "math.round"), ("rstrip", "string.rstrip"), ("size", "object.size"), ("slice", "string.slice1"), ("sort", "array.sort"),
        ("split", "string.split"), ("strip", "string.strip"), ("strip_html", "html.strip"), ("strip_newlines", "string.strip_newlines"),
        ("times", "math.times"), ("truncate", "string.truncate"), ("truncatewords", "string.truncatewords"), ("uniq", "array.uniq"), ("upcase", "string.upcase"),
    ];

    /// <summary>All filters, by name.</summary>
    public static IReadOnlyList<TemplateBuiltin> All { get; } =
        [.. _names.Select(pair => ScribanBuiltins.All.Single(builtin => builtin.Name == pair.Scriban) with { Name = pair.Name })];
}
