using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tools;

/// <summary>What a request costs beside its messages, estimated: it is never added to exact figures.</summary>
/// <param name="Tools">Tokens of the tools.</param>
/// <param name="Schema">Tokens of the answer's schema.</param>
public sealed record RequestEstimate(int Tools, int Schema)
{
    /// <summary>Nothing is sent beside the messages.</summary>
    public static RequestEstimate None { get; } = new(0, 0);

    /// <summary>For a prompt.</summary>
    /// <param name="files">Where its tools and its schema are read.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="tools">Its tools.</param>
    /// <param name="counter">The model's tokenizer.</param>
    /// <param name="model">The model; null where it is not known.</param>
    public static RequestEstimate Of(IWorkspaceFiles files, PromptDocument prompt, PromptTools tools, ITokenCounter counter, ModelInfo? model)
    {
        var schema = prompt.Definition.Output switch
        {
            { Schema: { } inline } => ToolTokens.OfSchema(inline, counter),
            { SchemaPath: { } reference } when files.Resolve(prompt.Path, reference) is (FileReadStatus.Ok, var path) && files.Read(path).Text is { } text => counter.Count(text.Text),
            _ => 0,
        };
        return new RequestEstimate(ToolTokens.OfTools(tools.Definitions, counter, model), schema);
    }
}
