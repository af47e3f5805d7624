using PromptLsp.Core.Prompts;

namespace PromptLsp.Ide.Yaml;

/// <summary>The keys of a prompt's front matter, with what they mean. A test checks that they are those that are read.</summary>
internal static class FrontMatterSchema
{
    private static readonly YamlSchema _properties = YamlSchema.Named(YamlSchema.Mapping(
        new YamlSchemaKey("type", "The type of the property.", YamlSchema.OneOf(InputTypes.Words)),
        new YamlSchemaKey("description", "For people: what it is.", YamlSchema.Text)));

    private static readonly YamlSchema _items = YamlSchema.Mapping(
        new YamlSchemaKey("type", "The type of each item.", YamlSchema.OneOf(InputTypes.Words)),
        new YamlSchemaKey("properties", "The properties of each item, by name.", _properties));

    private static readonly YamlSchema _input = YamlSchema.Mapping(
        new YamlSchemaKey("type", "The type of the values. Without it, that of the default, else text. An input of type `messages` that stands alone on its line is put in as whole messages.", YamlSchema.OneOf(InputTypes.Words)),
        new YamlSchemaKey("description", "For people: what the value is.", YamlSchema.Text),
        new YamlSchemaKey("required", "True: whoever renders the prompt must give a value.", YamlSchema.Boolean),
        new YamlSchemaKey("default", "The value where none is given.", YamlSchema.Any),
        new YamlSchemaKey("sample", "A value for previews: what the editor counts and renders. It is never sent.", YamlSchema.Any),
        new YamlSchemaKey("enum", "The only values allowed.", YamlSchema.List(YamlSchema.Any)),
        new YamlSchemaKey("items", "What the items of a list are: `{ type: string }`.", _items),
        new YamlSchemaKey("properties", "The properties of an object, or of the objects in a list, by name. Others are reported.", _properties),
        new YamlSchemaKey("trust", "`untrusted` for what a stranger writes: a warning tells where it reaches the system message. `trusted` is the default.", YamlSchema.OneOf(InputReader.TrustWords)),
        new YamlSchemaKey("max_tokens", "The greatest number of tokens that a value may have, in the prompt's own tokenizer.", YamlSchema.Number("integer, at least 1")));

    private static readonly YamlSchema _context = YamlSchema.Mapping(
        new YamlSchemaKey("index", "The index that is asked: a name under `indexes:` in promptlsp.yaml.", new YamlSchema { Type = "index", Source = YamlValueSource.Indexes }),
        new YamlSchemaKey("query", "What the index is asked: a template over the inputs, such as `\"{{ question }}\"`.", YamlSchema.Text),
        new YamlSchemaKey("top_k", $"How many passages are fetched; {ContextDeclaration.DefaultTopK} where nothing is said.", YamlSchema.Number("integer, 1 to 200")),
        new YamlSchemaKey("max_tokens", "How many tokens of passages are kept, the best first. A passage that does not fit is left out whole.", YamlSchema.Number("integer, at least 1")));

    private static readonly YamlSchema _model = YamlSchema.Mapping(
        new YamlSchemaKey("id", "The model: `provider/model`.", new YamlSchema { Type = "model", Source = YamlValueSource.Models }),
        new YamlSchemaKey("max_output_tokens", "The greatest number of tokens of the answer. The prompt may have what the window leaves beside it.", YamlSchema.Number("integer, at least 1")),
        new YamlSchemaKey("temperature", "How freely the model chooses among likely words; 0 is the least.", YamlSchema.Number("number, 0 to 2")),
        new YamlSchemaKey("top_p", "The share of probability among which the model chooses.", YamlSchema.Number("number, 0 to 1")),
        new YamlSchemaKey("stop", "Texts at which the answer ends.", YamlSchema.List(YamlSchema.Text)),
        new YamlSchemaKey("seed", "For answers that can be repeated, as far as the provider can.", YamlSchema.Number("integer")),
        new YamlSchemaKey("frequency_penalty", "Above 0: words that came often are less likely.", YamlSchema.Number("number, -2 to 2")),
        new YamlSchemaKey("presence_penalty", "Above 0: words that came at all are less likely.", YamlSchema.Number("number, -2 to 2")),
        new YamlSchemaKey("reasoning_effort", "How long a reasoning model may think, in the provider's words, such as `low` or `high`.", new YamlSchema { Type = "text", Words = ["minimal", "low", "medium", "high"] }),
        new YamlSchemaKey("extra", "Further fields of the request, sent as they are.", new YamlSchema { Type = "mapping", OwnKeys = YamlSchema.Any })) with
    {
        Type = "model, or a mapping",
        Source = YamlValueSource.Models,
    };

    /// <summary>The whole front matter.</summary>
    public static YamlSchema Root { get; } = YamlSchema.Mapping(
        new YamlSchemaKey("name", "The prompt's name; without it, the file's.", YamlSchema.Text),
        new YamlSchemaKey("description", "For people: what the prompt does.", YamlSchema.Text),
        new YamlSchemaKey("model", "The model that the prompt is written for, and how it is called. `model: provider/model` is the short form.", _model),
        new YamlSchemaKey("template", "The language of the tags: `scriban` (the default) or `liquid`.", YamlSchema.OneOf(PromptDefinitionReader.TemplateWords)),
        new YamlSchemaKey("inputs", "The values that the prompt takes: the template's variables. A bare value is the default.", YamlSchema.Named(_input)),
        new YamlSchemaKey("context", "Passages that are retrieved before rendering; each entry is a variable that holds a list of them.", YamlSchema.Named(_context)),
        new YamlSchemaKey("output", "What the answer must be.", YamlSchema.Mapping(
            new YamlSchemaKey("format", "`json`: the answer must be JSON. `text` is the default.", YamlSchema.OneOf(PromptDefinitionReader.FormatWords)),
            new YamlSchemaKey("schema", "The answer's JSON schema: a mapping, or the path of a file.", new YamlSchema { Type = "mapping, or a path", Source = YamlValueSource.DataFiles, OwnKeys = YamlSchema.Any }))),
        new YamlSchemaKey("tools", "Paths of the tools' definitions, relative to this file.", YamlSchema.List(new YamlSchema { Type = "path", Source = YamlValueSource.DataFiles })),
        new YamlSchemaKey("budget", "How large the prompt may be, and what is cut when it is larger.", YamlSchema.Mapping(
            new YamlSchemaKey("input_tokens", "The greatest number of tokens of the whole prompt, overhead included.", YamlSchema.Number("integer, at least 1")),
            new YamlSchemaKey("truncate", "What is cut: `error` nothing, a prompt that is too long fails; `oldest-history` the oldest messages; `lowest-context` the worst passages; `tail` the end of the last message.", YamlSchema.OneOf(BudgetDeclaration.PolicyWords)))));
}
