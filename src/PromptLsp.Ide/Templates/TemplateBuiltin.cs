namespace PromptLsp.Ide.Templates;

/// <summary>A function of a template language.</summary>
/// <param name="Name">Its name; in Scriban with its group: <c>string.upcase</c>.</param>
/// <param name="Parameters">Its parameters as they are written, the piped one first: <c>text, width</c>; those in brackets may be left out.</param>
/// <param name="Result">A word for what it gives.</param>
/// <param name="Documentation">One sentence.</param>
internal sealed record TemplateBuiltin(string Name, string Parameters, string Result, string Documentation)
{
    /// <summary>As shown behind its name: <c>(text, width) → text</c>.</summary>
    public string Signature => $"({Parameters}) → {Result}";

    /// <summary>True where it takes a value from a pipe.</summary>
    public bool TakesPipe => Parameters.Length > 0;
}
