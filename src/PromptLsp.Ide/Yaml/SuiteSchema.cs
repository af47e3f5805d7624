using PromptLsp.Core.Assertions;
using PromptLsp.Core.Rows;

namespace PromptLsp.Ide.Yaml;

/// <summary>The keys of a suite, <c>*.eval.yaml</c>, with what they mean.</summary>
internal static class SuiteSchema
{
    /// <summary>How the file name of a suite ends.</summary>
    public const string Extension = SuiteIndex.FileSuffix;

    private static readonly YamlSchema _assertions = YamlSchema.List(YamlSchema.Mapping(
        new YamlSchemaKey("type", "What is looked at. `not-` before a type turns its verdict round.", YamlSchema.OneOf(AssertionTypes.Names)),
        new YamlSchemaKey("value", "What the answer is compared with.", YamlSchema.Any),
        new YamlSchemaKey("threshold", "The bound: a similarity, milliseconds for `latency`, US dollars for `cost`.", YamlSchema.Number("number")),
        new YamlSchemaKey("model", "The local model that judges, for `classifier` and `ner`: its name, or a folder that holds one.", YamlSchema.Text),
        new YamlSchemaKey("weight", "How much it counts in the case's score; 1 where nothing is said.", YamlSchema.Number("number, at least 0")),
        new YamlSchemaKey("metric", "A name under which its scores are summed up.", YamlSchema.Text)));

    private static readonly YamlSchema _test = YamlSchema.Mapping(
        new YamlSchemaKey("id", "A stable name. Without one the case is known by its content.", YamlSchema.Text),
        new YamlSchemaKey("description", "For people: what the case is about.", YamlSchema.Text),
        new YamlSchemaKey("vars", "The values of the prompt's inputs.", YamlSchema.Named(YamlSchema.Any)),
        new YamlSchemaKey("assert", "What the answer must be.", _assertions),
        new YamlSchemaKey("threshold", "The score that the case must reach; without it all assertions must pass.", YamlSchema.Number("number, 0 to 1")),
        new YamlSchemaKey("metric", "A name under which the case's score is summed up.", YamlSchema.Text),
        new YamlSchemaKey("file", "A file of cases: CSV, JSONL or YAML.", new YamlSchema { Type = "path", Source = YamlValueSource.RowFiles }),
        new YamlSchemaKey("delimiter", "Beside `file`: the character between the cells of a CSV file.", YamlSchema.Text));

    /// <summary>The whole suite.</summary>
    public static YamlSchema Root { get; } = YamlSchema.Mapping(
        new YamlSchemaKey("description", "For people: what the suite is about.", YamlSchema.Text),
        new YamlSchemaKey("prompts", "The prompts under test; several are compared side by side.", YamlSchema.List(new YamlSchema { Type = "path", Source = YamlValueSource.PromptFiles })),
        new YamlSchemaKey("providers", "The models that answer; without them, each prompt's own.", YamlSchema.List(YamlSchema.Mapping(
            new YamlSchemaKey("id", "The model: `provider/model`.", new YamlSchema { Type = "model", Source = YamlValueSource.Models }),
            new YamlSchemaKey("label", "Its name in reports.", YamlSchema.Text)) with
        { Type = "model", Source = YamlValueSource.Models })),
        new YamlSchemaKey("defaults", "What holds for every case.", YamlSchema.Mapping(
            new YamlSchemaKey("assert", "Assertions for every case, beside its own.", _assertions),
            new YamlSchemaKey("vars", "Values for every case; its own win.", YamlSchema.Named(YamlSchema.Any)),
            new YamlSchemaKey("threshold", "The score that each case must reach.", YamlSchema.Number("number, 0 to 1")))),
        new YamlSchemaKey("tests", "The cases, or files of cases.", YamlSchema.List(_test)),
        new YamlSchemaKey("repeat", "How often each case is run.", YamlSchema.Number("integer, at least 1")),
        new YamlSchemaKey("gate", "What the run must reach.", YamlSchema.Mapping(
            new YamlSchemaKey("pass_rate", "The share of cases that must pass.", YamlSchema.Number("number, above 0 to 1")),
            new YamlSchemaKey("against", "The run, branch or file that is compared with.", YamlSchema.Text),
            new YamlSchemaKey("non_inferiority", "How much worse the pass rate may be.", YamlSchema.Number("number, 0 to 1")),
            new YamlSchemaKey("confidence", "The confidence of the comparison; 0.95 where nothing is said.", YamlSchema.Number("number, 0.5 to 1")))));
}
