using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>Renders prompts to messages. Safe for concurrent callers.</summary>
/// <param name="files">Where partials are read.</param>
/// <param name="time">Measures the time limit.</param>
public sealed class PromptRenderer(IWorkspaceFiles files, TimeProvider time)
{
    private PartialLoader? _sharedPartials;

    /// <summary>A renderer that reads each partial once for all its renderings. For one thread, and for as long as the files stay as they are.</summary>
    internal PromptRenderer WithSharedPartials() => new(files, time) { _sharedPartials = new PartialLoader(files) };

    /// <summary>Renders a prompt with values. A mistake of the prompt or the values comes back in the result.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="values">Values of inputs and retrieved contexts by name; see <see cref="InputBinder"/>.</param>
    /// <param name="options">How to render.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public RenderResult Render(
        PromptDocument prompt, IReadOnlyDictionary<string, JsonElement> values, RenderOptions options, CancellationToken cancellationToken)
    {
        if (!options.IsTolerant && SyntaxErrors(prompt) is { IsEmpty: false } errors)
        {
            return new RenderResult(null, errors);
        }

        var tree = prompt.Syntax;
        var first = tree.Messages.FirstOrDefault(message => message.RoleLine is null);
        var sink = new MessageSink(first?.Role ?? PromptRole.System, first, new LiteralPool(options.Earlier));
        var failures = Evaluate(
            TemplateFile.ForPrompt(prompt.Path, tree),
            sink,
            name => prompt.Definition.FindInput(name)?.Type == InputType.Messages,
            values,
            options,
            cancellationToken);
        var isUsable = failures.IsEmpty || options.IsTolerant;
        return new RenderResult(isUsable ? new RenderedPrompt(sink.Complete()) : null, failures);
    }

    /// <summary>Renders a short template, such as a context's query, to one text.</summary>
    /// <param name="template">The template's text.</param>
    /// <param name="path">The file that it stands in, for errors.</param>
    /// <param name="language">Its language.</param>
    /// <param name="values">Values by name.</param>
    /// <param name="options">How to render.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The text, null where there are errors; spans of errors are offsets in <paramref name="template"/>.</returns>
    public (string? Text, ImmutableArray<RenderError> Errors) RenderText(
        string template,
        string path,
        TemplateLanguage language,
        IReadOnlyDictionary<string, JsonElement> values,
        RenderOptions options,
        CancellationToken cancellationToken)
    {
        var source = SourceText.From(template);
        var syntax = TemplateParser.Parse(template, 0, language, path);
        if (syntax.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error && !options.IsTolerant)
        {
            return (null, [new RenderError(error.Message, path, error.Span, source.PositionOf(error.Span.Start))]);
        }

        var sink = new MessageSink(PromptRole.User, null, new LiteralPool(null));
        var failures = Evaluate(TemplateFile.ForPartial(path, source, syntax), sink, _ => false, values, options, cancellationToken);
        return failures.IsEmpty || options.IsTolerant ? (string.Concat(sink.Complete().Select(message => message.Text)), failures) : (null, failures);
    }

    private static ImmutableArray<RenderError> SyntaxErrors(PromptDocument prompt) =>
    [
        .. prompt.Syntax.Diagnostics.Concat(prompt.DefinitionDiagnostics)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Span.Start)
            .Select(diagnostic => new RenderError(
                diagnostic.Message, prompt.Path, diagnostic.Span, prompt.Source.PositionOf(diagnostic.Span.Start))),
    ];

    private ImmutableArray<RenderError> Evaluate(
        TemplateFile file,
        MessageSink sink,
        Func<string, bool> isMessages,
        IReadOnlyDictionary<string, JsonElement> values,
        RenderOptions options,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Limits.Time, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var errors = new RenderErrorList(file, files);
        var context = new PromptTemplateContext(file, sink, _sharedPartials ?? new PartialLoader(files), isMessages, options.Limits) { CancellationToken = linked.Token };
        if (options.IsTolerant)
        {
            context.StrictVariables = false;
            context.EnableRelaxedTargetAccess = true;
            context.EnableRelaxedFunctionAccess = true;
            context.RenderRuntimeException = exception =>
            {
                errors.Add(exception);
                return "";
            };
        }

        context.PushGlobal(Globals(values));
        try
        {
            context.Evaluate(file.Template.Page);
        }
        catch (ScriptAbortException) when (!cancellationToken.IsCancellationRequested)
        {
            errors.AddTimeLimit(options.Limits.Time);
        }
        catch (ScriptRuntimeException exception) when (!cancellationToken.IsCancellationRequested)
        {
            errors.Add(exception);
        }
        catch (ScriptRuntimeException exception)
        {
            throw new OperationCanceledException("Rendering was cancelled.", exception, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (limit.IsCancellationRequested)
        {
            errors.AddTimeLimit(options.Limits.Time);
        }

        return errors.ToImmutable();
    }

    private static ScriptObject Globals(IReadOnlyDictionary<string, JsonElement> values)
    {
        var globals = new ScriptObject();
        foreach (var (name, value) in values)
        {
            globals.SetValue(name, ValueConverter.ToScript(value), readOnly: false);
        }

        return globals;
    }
}
