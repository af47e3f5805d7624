namespace PromptLsp.Syntax.Templates;

/// <summary>The language of a template's tags.</summary>
public enum TemplateLanguage
{
    /// <summary>Scriban: <c>{{ code }}</c>.</summary>
    Scriban,

    /// <summary>Liquid: <c>{{ output }}</c> and <c>{% tag %}</c>.</summary>
    Liquid,
}
