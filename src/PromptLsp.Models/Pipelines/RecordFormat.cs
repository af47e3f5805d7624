namespace PromptLsp.Models.Pipelines;

/// <summary>What the lines of an input are.</summary>
public enum RecordFormat
{
    /// <summary>JSON lines where the first line begins with <c>{"</c> (space allowed), else plain lines.</summary>
    Auto,

    /// <summary>Each line is a text, an empty one too.</summary>
    Lines,

    /// <summary>Each line is a JSON object with the key <c>text</c>; blank lines are passed over.</summary>
    JsonLines,

    /// <summary>Each line is a JSON object with the key <c>ids</c>, a list of token numbers, which is the record's text; blank lines are passed over.</summary>
    TokenIds,
}
