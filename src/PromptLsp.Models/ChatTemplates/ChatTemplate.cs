using PromptLsp.Models.ChatTemplates.Evaluation;
using PromptLsp.Models.ChatTemplates.Syntax;

namespace PromptLsp.Models.ChatTemplates;

/// <summary>
/// A model's chat template: the part of Jinja 3.1 that chat templates use, with the settings, functions and filter of transformers
/// (<c>trim_blocks</c>, <c>lstrip_blocks</c>, <c>raise_exception</c>, <c>strftime_now</c>, <c>tojson</c>). What is not known is an error with its place,
/// never a wrong rendering. Immutable; safe for concurrent callers.
/// </summary>
public sealed class ChatTemplate
{
    private readonly TemplateSource _source;
    private readonly IReadOnlyList<Statement> _body;

    private ChatTemplate(TemplateSource source, IReadOnlyList<Statement> body)
    {
        _source = source;
        _body = body;
    }

    /// <summary>Parses a template.</summary>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="text">The template.</param>
    /// <exception cref="ChatTemplateException">It is not well formed, too long, or has a tag that is not known.</exception>
    public static ChatTemplate Parse(string path, string text)
    {
        var source = new TemplateSource(path, text);
        return new ChatTemplate(source, StatementParser.Parse(source));
    }

    /// <summary>Renders a conversation.</summary>
    /// <param name="input">The conversation and what else the template may ask for.</param>
    /// <param name="limits">What the rendering may use; null for <see cref="ChatTemplateLimits.Default"/>.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Ends the rendering.</param>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, uses something unknown, fails, or does not end.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RenderedChat Render(ChatTemplateInput input, ChatTemplateLimits? limits = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var state = new RenderState(_source, limits ?? ChatTemplateLimits.Default, time ?? TimeProvider.System, cancellationToken);
        var globals = new Scope(null);
        new Globals(state).AddTo(globals);
        foreach (var (name, value) in input.Variables())
        {
            globals.Set(name, value);
        }

        var output = new TextBuilder(state);
        new StatementRunner(state).Run(_body, new Scope(globals), output);
        return new RenderedChat(output.ToValue());
    }
}
