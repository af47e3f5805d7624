using System.CommandLine;
using System.CommandLine.Parsing;
using PromptLsp.Models.Training;
using PromptLsp.Models.Training.Data;

namespace PromptLsp.Cli.Commands.Models;

/// <summary>The options of <c>models train</c> for one file without a recipe.</summary>
internal sealed class TrainingOptions
{
    private readonly Option<string> _text = new("--text") { Description = "Column or key of the text.", DefaultValueFactory = _ => "text", HelpName = "NAME" };
    private readonly Option<string> _label = new("--label") { Description = "Column or key of the label.", DefaultValueFactory = _ => "label", HelpName = "NAME" };
    private readonly Option<string?> _embedding = new("--embedding") { Description = "An embedding model whose vectors are features too.", HelpName = "ID|FOLDER" };
    private readonly Option<bool> _noNgrams = new("--no-ngrams") { Description = "Leaves the hashed n-grams out." };
    private readonly Option<int> _hidden = new("--hidden") { Description = "Units of a hidden layer; 0 for a linear head.", HelpName = "N" };
    private readonly Option<double> _c = new("--c") { Description = "Weight of the rows against the penalty.", DefaultValueFactory = _ => 1, HelpName = "C" };
    private readonly Option<bool> _balanced = new("--balanced") { Description = "Each label weighs the same." };
    private readonly Option<string> _threshold = new("--threshold") { Description = "Chooses the threshold of the last label on the validation folds.", DefaultValueFactory = _ => "none", HelpName = "f1|accuracy|balanced-accuracy|none" };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of folds and learner.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<int> _test = new("--test-every") { Description = "Keeps every n-th row out of the training and measures on it; 0 for none.", DefaultValueFactory = _ => 5, HelpName = "N" };

    /// <summary>Adds them.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_text, _label, _embedding, _noNgrams, _hidden, _c, _balanced, _threshold, _seed, _test])
        {
            command.Add(option);
        }
    }

    /// <summary>The recipe of one file.</summary>
    public TrainingRecipe Recipe(ParseResult parsed, string path, string target)
    {
        var every = parsed.GetValue(_test);
        var (seed, isBalanced, hidden) = ((ulong)parsed.GetValue(_seed), parsed.GetValue(_balanced), parsed.GetValue(_hidden));
        var source = new DataSource { Path = path, Text = parsed.GetRequiredValue(_text), Label = parsed.GetRequiredValue(_label) };
        return new TrainingRecipe
        {
            Id = Path.GetFileName(Path.GetFullPath(target)),
            Description = $"Trained from {Path.GetFileName(path)}",
            HasNgrams = !parsed.GetValue(_noNgrams),
            Embedding = parsed.GetValue(_embedding),
            Linear = new LogisticRegressionOptions { C = parsed.GetValue(_c), IsBalanced = isBalanced, Tolerance = 1e-5 },
            Hidden = hidden > 0 ? new HiddenLayerOptions { Units = hidden, IsBalanced = isBalanced, Seed = seed } : null,
            Seed = seed,
            Threshold = parsed.GetRequiredValue(_threshold),
            Data = [every > 1 ? source with { Modulus = every, Remainders = [.. Enumerable.Range(0, every - 1)] } : source],
            Tests = every > 1 ? [($"every {every}th row", source with { Modulus = every, Remainders = [every - 1] })] : [],
            Credits = [Path.GetFileName(path)],
        };
    }

    /// <summary>The options as they were given, for the card.</summary>
    public string Written(ParseResult parsed)
    {
        var given = command(parsed).Where(option => !option.Result.Implicit);
        return string.Concat(given.Select(option => $" {option.Name}{string.Concat(option.Result.Tokens.Select(token => " " + token.Value))}"));

        IEnumerable<(string Name, OptionResult Result)> command(ParseResult result) =>
            ((Option[])[_text, _label, _embedding, _noNgrams, _hidden, _c, _balanced, _threshold, _seed, _test])
                .Select(option => (option.Name, Result: result.GetResult(option)!)).Where(entry => entry.Result is not null);
    }
}
