using PromptLsp.Models.ChatTemplates.Syntax;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Runs statements.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class StatementRunner(RenderState state)
{
    private readonly ExpressionEvaluator _expressions = new(state);

    /// <summary>Runs statements in order.</summary>
    /// <param name="body">The statements.</param>
    /// <param name="scope">Their variables.</param>
    /// <param name="output">What they write goes here.</param>
    /// <returns>How they ended.</returns>
    public Flow Run(IReadOnlyList<Statement> body, Scope scope, TextBuilder output)
    {
        state.CheckStack();
        foreach (var statement in body)
        {
            state.Step();
            state.Offset = statement.Offset;
            var flow = Run(statement, scope, output);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Run(Statement statement, Scope scope, TextBuilder output)
    {
        switch (statement)
        {
            case Statement.Data data:
                output.Append(data.Text);
                return Flow.Next;
            case Statement.Output value:
                output.Append(PythonText.Str(state, _expressions.Evaluate(value.Value, scope)));
                return Flow.Next;
            case Statement.If condition:
                return RunIf(condition, scope, output);
            case Statement.For loop:
                return RunFor(loop, scope, output);
            case Statement.Set set:
                Assign(set, _expressions.Evaluate(set.Value, scope), scope);
                return Flow.Next;
            case Statement.SetBlock block:
                Assign(block.Target, Capture(block.Body, new Scope(scope)), scope);
                return Flow.Next;
            case Statement.Macro macro:
                scope.Set(macro.Name, new CallableValue(macro.Name, given => Call(macro, given, scope)));
                return Flow.Next;
            case Statement.Scoped scoped:
                return Run(scoped.Body, new Scope(scope), output);
            case Statement.Leave leave:
                return leave.IsBreak ? Flow.Break : Flow.Continue;
            default:
                throw new InvalidOperationException($"No such statement: {statement.GetType().Name}.");
        }
    }

    private Flow RunIf(Statement.If statement, Scope scope, TextBuilder output)
    {
        foreach (var (condition, body) in statement.Branches)
        {
            if (_expressions.Evaluate(condition, scope).IsTruthy)
            {
                return Run(body, scope, output);
            }
        }

        return Run(statement.Otherwise, scope, output);
    }

    private Flow RunFor(Statement.For loop, Scope scope, TextBuilder output)
    {
        var value = _expressions.Evaluate(loop.Items, scope);
        state.Offset = loop.Items.Offset;
        var items = Iteration.Items(state, value);
        if (loop.Condition is { } condition)
        {
            items = [.. items.Where(item => _expressions.Evaluate(condition, ItemScope(loop, item, scope)).IsTruthy)];
        }

        if (items.Count == 0)
        {
            return Run(loop.Otherwise, new Scope(scope), output);
        }

        var position = new LoopValue(items);
        for (position.Index = 0; position.Index < items.Count; position.Index++)
        {
            var inner = ItemScope(loop, items[position.Index], scope);
            inner.Set("loop", position);
            if (Run(loop.Body, inner, output) == Flow.Break)
            {
                break;
            }
        }

        return Flow.Next;
    }

    private Scope ItemScope(Statement.For loop, Value item, Scope scope)
    {
        state.Step();
        var inner = new Scope(scope);
        if (loop.Names.Count == 1)
        {
            inner.Set(loop.Names[0], item);
            return inner;
        }

        state.Offset = loop.Offset;
        var parts = Unpack(item, loop.Names.Count);
        for (var index = 0; index < parts.Count; index++)
        {
            inner.Set(loop.Names[index], parts[index]);
        }

        return inner;
    }

    private IReadOnlyList<Value> Unpack(Value value, int count)
    {
        var parts = Iteration.Items(state, value);
        return parts.Count == count ? parts : throw state.Fail($"{parts.Count} values cannot be given to {count} names.");
    }

    private void Assign(Statement.Set set, Value value, Scope scope)
    {
        if (set.Targets.Count == 1)
        {
            Assign(set.Targets[0], value, scope);
            return;
        }

        state.Offset = set.Offset;
        var parts = Unpack(value, set.Targets.Count);
        for (var index = 0; index < parts.Count; index++)
        {
            Assign(set.Targets[index], parts[index], scope);
        }
    }

    private void Assign(SetTarget target, Value value, Scope scope)
    {
        if (target.Attribute is null)
        {
            scope.Set(target.Name, value);
            return;
        }

        state.Offset = target.Offset;
        var owner = scope.Find(target.Name) as NamespaceValue
            ?? throw state.Fail($"'{target.Name}' is no namespace: only a namespace's attributes can be set.");
        owner.Attributes[target.Attribute] = value;
    }

    private TextValue Capture(IReadOnlyList<Statement> body, Scope scope)
    {
        var output = new TextBuilder(state);
        Run(body, scope, output);
        return output.ToValue();
    }

    private TextValue Call(Statement.Macro macro, CallArguments given, Scope definition)
    {
        state.Enter();
        var scope = new Scope(definition);
        var arguments = new Arguments(state, macro.Name, given, [.. macro.Parameters.Select(parameter => parameter.Name)]);
        foreach (var (name, otherwise) in macro.Parameters)
        {
            var value = arguments.Find(name) ?? (otherwise is null ? new UndefinedValue(name) : _expressions.Evaluate(otherwise, scope));
            scope.Set(name, value);
        }

        var result = Capture(macro.Body, scope);
        state.Leave();
        return result;
    }
}
