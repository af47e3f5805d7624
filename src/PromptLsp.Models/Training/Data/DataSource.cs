namespace PromptLsp.Models.Training.Data;

/// <summary>A file of texts and how its rows are read.</summary>
public sealed record DataSource
{
    /// <summary>The file, below the folder of data: .csv, .tsv, .jsonl, .json (a list of objects) or .txt (a text a line).</summary>
    public required string Path { get; init; }

    /// <summary>Column or key of the text; a number from 0 in a file without header.</summary>
    public string Text { get; init; } = "text";

    /// <summary>Column or key of the label; null where there is none.</summary>
    public string? Label { get; init; }

    /// <summary>The label of every row, where there is no column of labels.</summary>
    public string? Constant { get; init; }

    /// <summary>What the file's labels are called; empty where they keep their names.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>True where a .csv or .tsv has a first line of names.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Rows are taken by their number modulo this.</summary>
    public int Modulus { get; init; } = 1;

    /// <summary>The remainders that are taken.</summary>
    public IReadOnlyList<int> Remainders { get; init; } = [0];

    /// <summary>The most rows, spread evenly over the file; 0 for all.</summary>
    public int Most { get; init; }
}
