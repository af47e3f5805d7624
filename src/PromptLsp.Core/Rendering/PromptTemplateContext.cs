using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>
/// Evaluates a template into messages. Statements that write at the top of a template are caught here, so that each piece of text keeps its
/// origin and roles come from the tree alone: what a value holds is never looked at.
/// </summary>
internal sealed class PromptTemplateContext : TemplateContext
{
    private readonly MessageSink _sink;
    private readonly SinkOutput _output;
    private readonly PartialLoader _partials;
    private readonly Func<string, bool> _isMessages;
    private readonly VariableOrigins _origins = new();
    private readonly Stack<TemplateFile> _files = new();
    private ScriptFunctionCall? _inlineInclude;
    private int _remainingOutput;

    /// <summary>Makes a context for one rendering.</summary>
    /// <param name="file">The prompt.</param>
    /// <param name="sink">Takes what is written.</param>
    /// <param name="partials">Finds partials.</param>
    /// <param name="isMessages">True for the names of inputs of type messages.</param>
    /// <param name="limits">What may be used up.</param>
    public PromptTemplateContext(
        TemplateFile file, MessageSink sink, PartialLoader partials, Func<string, bool> isMessages, RenderLimits limits)
        : base(TemplateBuiltins.Of(file.Template.Language))
    {
        _sink = sink;
        _partials = partials;
        _isMessages = isMessages;
        _files.Push(file);
        _output = new SinkOutput(text => Add(new RenderedSegment(SegmentKind.Value, text, File.Path, CurrentSpan.ToTextSpan(File.Source.Length))));
        ApplyLimits(limits);
        if (file.Template.Language == TemplateLanguage.Liquid)
        {
            Language = ScriptLang.Liquid;
            IsLiquid = true;
            EnableBreakAndContinueAsReturnOutsideLoop = true;
        }

        StrictVariables = true;
        AutoIndent = false;
        NewLine = "\n";
        PushOutput(_output);
    }

    private TemplateFile File => _files.Peek();

    private bool WritesToSink => EnableOutput && ReferenceEquals(Output, _output);

    /// <inheritdoc/>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        switch (scriptNode)
        {
            case ScriptRawStatement raw when WritesToSink:
                WriteLiteral(raw);
                return null;
            case ScriptExpressionStatement statement:
                return EvaluateStatement(statement, aliasReturnedFunction);
            case ScriptAssignExpression { Target: { } target }:
                var assigned = base.Evaluate(scriptNode, aliasReturnedFunction);
                CheckNesting(target);
                return assigned;
            default:
                return base.Evaluate(scriptNode, aliasReturnedFunction);
        }
    }

    /// <summary>Renders a partial: into the prompt where the call is a statement, else into a string.</summary>
    public object? Include(ScriptNode caller, ScriptArray arguments)
    {
        var isInline = ReferenceEquals(caller, _inlineInclude) && WritesToSink;
        _inlineInclude = null;
        var file = LoadPartial(caller, arguments);
        var named = NamedArguments(caller);
        EnterRecursive(caller);
        _files.Push(file);
        PushLocal();
        if (!isInline)
        {
            PushOutput();
        }

        try
        {
            SetValue(ScriptVariable.Arguments, arguments, true);
            foreach (var (name, value) in named)
            {
                SetValue(ScriptVariable.Create(name, ScriptVariableScope.Local), value, false);
            }

            base.Evaluate(file.Template.Page, aliasReturnedFunction: false);
            return isInline ? null : Output.ToString();
        }
        finally
        {
            if (!isInline)
            {
                PopOutput();
            }

            PopLocal();
            _files.Pop();
            ExitRecursive(caller);
        }
    }

    /// <inheritdoc/>
    protected override void OnEnterLoop(ScriptLoopStatementBase loop)
    {
        if (loop is ScriptForStatement { Variable: ScriptVariable variable } statement)
        {
            _origins.Bind(variable.Name, statement.Iterator);
        }
    }

    private void ApplyLimits(RenderLimits limits)
    {
        LoopLimit = limits.Iterations;
        RecursiveLimit = limits.Recursion;
        RegexTimeOut = limits.RegexTime;
        LimitToString = limits.OutputLength;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OutputLimit = limits.OutputLength;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        _remainingOutput = limits.OutputLength;
    }

    private void Add(RenderedSegment value)
    {
        UseOutput(value.Text.Length);
        _sink.Add(value);
    }

    private void UseOutput(int length)
    {
        _remainingOutput -= length;
        if (_remainingOutput < 0)
        {
            throw new ScriptRuntimeException(
                CurrentSpan, $"The rendered prompt is longer than the limit of {LimitToString} characters. Shorten a value or a loop.");
        }
    }

    private object? EvaluateStatement(ScriptExpressionStatement statement, bool aliasReturnedFunction)
    {
        if (statement.Expression is ScriptAssignExpression { Target: ScriptVariable target } assign)
        {
            _origins.Bind(target.Name, assign.Value);
        }

        if (!WritesToSink)
        {
            return base.Evaluate(statement, aliasReturnedFunction);
        }

        if (statement.Expression is ScriptVariableGlobal variable && _isMessages(variable.Name))
        {
            Splice(variable);
            return null;
        }

        _inlineInclude = statement.Expression is ScriptFunctionCall { Target: ScriptVariableGlobal { Name: IncludeFunction.Name } } call ? call : null;
        var result = base.Evaluate(statement, aliasReturnedFunction);
        if (result is not null && statement.CanOutput)
        {
            WriteValue(statement, result);
        }

        return null;
    }

    private void CheckNesting(ScriptExpression target)
    {
        var (depth, weight) = ValueNesting.Measure(base.Evaluate(target, aliasReturnedFunction: true));
        var problem = depth > ValueNesting.MaxDepth ? $"The value is nested deeper than the limit of {ValueNesting.MaxDepth}, or holds itself."
            : weight > LimitToString ? $"The value is larger than the limit of {LimitToString} characters."
            : null;
        if (problem is not null)
        {
            SetValue(target, null);
            throw new ScriptRuntimeException(target.Span, problem);
        }
    }

    private void WriteValue(ScriptExpressionStatement statement, object value)
    {
        var (root, path) = _origins.Find(statement.Expression);
        var span = (statement.Expression ?? (ScriptNode)statement).ToTextSpan(File.Source.Length);
        Add(new RenderedSegment(SegmentKind.Value, ObjectToString(value) ?? "", File.Path, span, root, path));
    }

    private void Splice(ScriptVariableGlobal variable)
    {
        if (!MessageSplice.IsAlone(File.Source.Text, variable.ToTextSpan(File.Source.Length)))
        {
            throw new ScriptRuntimeException(
                variable.Span, $"`{variable.Name}` holds messages and must stand alone on its line, or be read by a loop over its items.");
        }

        var messages = MessageSplice.Read(base.Evaluate(variable, aliasReturnedFunction: false), variable, File);
        foreach (var message in messages)
        {
            _remainingOutput -= message.Text.Length;
        }

        _sink.Splice(messages);
    }

    /// <summary>Writes template text, less what is not sent, and begins the messages whose role lines stand in it.</summary>
    private void WriteLiteral(ScriptRawStatement raw)
    {
        var position = raw.Text.Index;
        var end = position + raw.Text.Length;
        for (var i = File.FirstMarkBehind(position); i < File.Marks.Length && File.Marks[i].Span.Start < end; i++)
        {
            var mark = File.Marks[i];
            AddLiteral(position, mark.Span.Start);
            position = Math.Min(mark.Span.End, end);
            if (mark.Message is { } message)
            {
                _sink.BeginMessage(message.Role, message);
            }
        }

        AddLiteral(position, end);
    }

    private void AddLiteral(int start, int end)
    {
        if (end > start)
        {
            UseOutput(end - start);
            _sink.AddLiteral(File, new TextSpan(start, end));
        }
    }

    private TemplateFile LoadPartial(ScriptNode caller, ScriptArray arguments)
    {
        if (arguments.Count == 0 || arguments[0] is not string reference)
        {
            throw new ScriptRuntimeException(caller.Span, "`include` needs the path of a partial, such as `include 'partials/rules'`.");
        }

        var result = _partials.Load(File.Path, reference, File.Template.Language);
        if (result.File is null)
        {
            throw new ScriptRuntimeException(caller.Span, result.Reason);
        }

        if (_files.Any(file => file.Path == result.File.Path))
        {
            throw new ScriptRuntimeException(caller.Span, $"The partial `{reference}` includes itself, directly or through another one.");
        }

        if (result.File.Template.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == Syntax.Diagnostics.DiagnosticSeverity.Error) is { } error && RenderRuntimeException is null)
        {
            var position = result.File.Source.PositionOf(error.Span.Start);
            throw new ScriptRuntimeException(caller.Span, $"The partial `{reference}` has an error at {position}: {error.Message}");
        }

        return result.File;
    }

    private List<(string Name, object? Value)> NamedArguments(ScriptNode caller)
    {
        var named = new List<(string, object?)>();
        if (caller is ScriptFunctionCall call)
        {
            foreach (var argument in call.Arguments.OfType<ScriptNamedArgument>())
            {
                named.Add((argument.Name?.Name ?? "", argument.Value is null ? true : Evaluate(argument.Value)));
            }
        }

        return named;
    }
}
