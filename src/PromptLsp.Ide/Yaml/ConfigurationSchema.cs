namespace PromptLsp.Ide.Yaml;

/// <summary>The keys of <c>promptlsp.yaml</c>, with what they mean.</summary>
internal static class ConfigurationSchema
{
    private static readonly YamlSchema _provider = YamlSchema.Mapping(
        new YamlSchemaKey("type", "What the endpoint speaks: `openai` for OpenAI's chat completions.", YamlSchema.OneOf(["openai"])),
        new YamlSchemaKey("base_url", "The endpoint's address up to its version, such as `http://localhost:8000/v1`. A key goes to another host than the provider's own only after `promptlsp trust`.", YamlSchema.Text),
        new YamlSchemaKey("api_key_env", "The name of the environment variable that holds the key. The key itself never stands in a file.", YamlSchema.Text),
        new YamlSchemaKey("timeout", "Seconds for one attempt; 120 where nothing is said.", YamlSchema.Number("number, 0.1 to 3600")),
        new YamlSchemaKey("max_retries", "How often a failed attempt is tried again; 3 where nothing is said.", YamlSchema.Number("integer, 0 to 10")));

    private static readonly YamlSchema _model = YamlSchema.Mapping(
        new YamlSchemaKey("context_window", "Tokens of prompt and answer together.", YamlSchema.Number("integer, at least 1")),
        new YamlSchemaKey("max_output_tokens", "The greatest number of tokens of the answer.", YamlSchema.Number("integer, at least 1")),
        new YamlSchemaKey("tokenizer", "The model's tokenizer: a name, or the path of a `tokenizer.json`. Without it nothing is counted.", new YamlSchema { Type = "tokenizer", Source = YamlValueSource.Tokenizers }),
        new YamlSchemaKey("input_price", "US dollars for a million input tokens.", YamlSchema.Number("number, at least 0")),
        new YamlSchemaKey("cached_input_price", "US dollars for a million input tokens read from the provider's cache.", YamlSchema.Number("number, at least 0")),
        new YamlSchemaKey("output_price", "US dollars for a million output tokens.", YamlSchema.Number("number, at least 0")),
        new YamlSchemaKey("tokens_per_message", "Tokens that each message costs beside its content.", YamlSchema.Number("integer, 0 to 1000")),
        new YamlSchemaKey("tokens_per_request", "Tokens that a request costs beside its messages.", YamlSchema.Number("integer, 0 to 1000")),
        new YamlSchemaKey("as_of", "The day the figures were read, such as `'2026-01-31'`.", YamlSchema.Text),
        new YamlSchemaKey("source", "Where the figures stand.", YamlSchema.Text));

    private static readonly YamlSchema _index = YamlSchema.Mapping(
        new YamlSchemaKey("include", "Globs of the documents, relative to the workspace root.", YamlSchema.List(YamlSchema.Text)),
        new YamlSchemaKey("splitter", "How documents are cut into passages.", YamlSchema.Mapping(
            new YamlSchemaKey("kind", "`recursive`: at headings, paragraphs, lines, then words.", YamlSchema.OneOf(["recursive"])),
            new YamlSchemaKey("chunk_tokens", "The greatest number of tokens of a passage; 256 where nothing is said.", YamlSchema.Number("integer, 8 to 8192")),
            new YamlSchemaKey("overlap_tokens", "How many tokens a passage shares with the one before, at most; no more than half of a passage.", YamlSchema.Number("integer, 0 to 4096")))),
        new YamlSchemaKey("embedding", "The embedding model: `default` for the built-in one, else a model package's id or folder.", new YamlSchema { Type = "text", Words = ["default"] }),
        new YamlSchemaKey("store", "Where the index is kept: `sqlite`.", YamlSchema.OneOf(["sqlite"])));

    /// <summary>The whole file.</summary>
    public static YamlSchema Root { get; } = YamlSchema.Mapping(
        new YamlSchemaKey("providers", "The endpoints that models are called at, by the part of a model's id before the slash.", YamlSchema.Named(_provider)),
        new YamlSchemaKey("models", "Figures of models, by `provider/model`; they win over those that come with the program.", YamlSchema.Named(_model)),
        new YamlSchemaKey("indexes", "The indexes that prompts retrieve from, by name.", YamlSchema.Named(_index)),
        new YamlSchemaKey("store", "The database of results and indexes, relative to the workspace root.", YamlSchema.Text));
}
