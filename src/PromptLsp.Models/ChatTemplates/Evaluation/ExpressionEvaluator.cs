using PromptLsp.Models.ChatTemplates.Syntax;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Computes expressions.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class ExpressionEvaluator(RenderState state)
{
    private readonly Filters _filters = new(state);
    private readonly Tests _tests = new(state);
    private readonly Operators _operators = new(state);
    private readonly Members _members = new(state);

    /// <summary>The value of an expression.</summary>
    public Value Evaluate(Expression expression, Scope scope)
    {
        state.Step();
        state.CheckStack();
        return expression switch
        {
            Expression.Literal literal => literal.Value,
            Expression.Name name => scope.Find(name.Id) ?? new UndefinedValue(name.Id),
            Expression.Sequence sequence => new SequenceValue(EvaluateAll(sequence.Items, scope), sequence.IsTuple ? SequenceKind.Tuple : SequenceKind.List),
            Expression.Mapping mapping => EvaluateMapping(mapping, scope),
            Expression.Member member => At(member, _members.Attribute, Evaluate(member.Target, scope), member.Id),
            Expression.Subscript subscript => At(subscript, _members.Item, Evaluate(subscript.Target, scope), Evaluate(subscript.Key, scope)),
            Expression.Slice slice => EvaluateSlice(slice, scope),
            Expression.Call call => EvaluateCall(call, scope),
            Expression.Filter filter => EvaluateFilter(filter, scope),
            Expression.Test test => EvaluateTest(test, scope),
            Expression.Unary unary => At(unary, _operators.Unary, unary.Sign, Evaluate(unary.Operand, scope)),
            Expression.Binary binary => EvaluateBinary(binary, scope),
            Expression.Comparison comparison => EvaluateComparison(comparison, scope),
            Expression.Conditional conditional => EvaluateConditional(conditional, scope),
            _ => throw new InvalidOperationException($"No such expression: {expression.GetType().Name}."),
        };
    }

    private Value At<T1, T2>(Expression expression, Func<T1, T2, Value> operation, T1 first, T2 second)
    {
        state.Offset = expression.Offset;
        return operation(first, second);
    }

    private Value[] EvaluateAll(IReadOnlyList<Expression> expressions, Scope scope) => [.. expressions.Select(expression => Evaluate(expression, scope))];

    private MapValue EvaluateMapping(Expression.Mapping mapping, Scope scope)
    {
        var entries = new OrderedDictionary<string, (TextValue, Value)>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (Evaluate(key, scope) is not TextValue text)
            {
                state.Offset = key.Offset;
                throw state.Unsupported("a key that is no text");
            }

            entries[text.Text] = (text, Evaluate(value, scope));
        }

        return new MapValue(entries);
    }

    private Value EvaluateSlice(Expression.Slice slice, Scope scope)
    {
        var target = Evaluate(slice.Target, scope);
        var start = slice.Start is null ? null : Evaluate(slice.Start, scope);
        var stop = slice.Stop is null ? null : Evaluate(slice.Stop, scope);
        var step = slice.Step is null ? null : Evaluate(slice.Step, scope);
        state.Offset = slice.Offset;
        return new Slices(state).Take(target, start, stop, step);
    }

    private CallArguments Evaluate(ArgumentList arguments, Scope scope) =>
        arguments.Positional.Count + arguments.Named.Count == 0
            ? CallArguments.Empty
            : new CallArguments(EvaluateAll(arguments.Positional, scope), [.. arguments.Named.Select(pair => (pair.Name, Evaluate(pair.Value, scope)))]);

    private Value EvaluateCall(Expression.Call call, Scope scope)
    {
        var target = Evaluate(call.Target, scope);
        var arguments = Evaluate(call.Arguments, scope);
        state.Offset = call.Offset;
        return target switch
        {
            CallableValue function => function.Call(arguments),
            UndefinedValue undefined => throw state.Undefined(undefined),
            LoopValue => throw state.Unsupported("a recursive loop"),
            _ => throw state.Fail($"a value of type {target.TypeName} cannot be called."),
        };
    }

    private Value EvaluateFilter(Expression.Filter filter, Scope scope)
    {
        var input = Evaluate(filter.Input, scope);
        var arguments = Evaluate(filter.Arguments, scope);
        state.Offset = filter.Offset;
        return _filters.Apply(filter.Id, input, arguments);
    }

    private BooleanValue EvaluateTest(Expression.Test test, Scope scope)
    {
        var input = Evaluate(test.Input, scope);
        var arguments = Evaluate(test.Arguments, scope);
        state.Offset = test.Offset;
        return BooleanValue.Of(_tests.Holds(test.Id, input, arguments));
    }

    private Value EvaluateBinary(Expression.Binary binary, Scope scope)
    {
        var left = Evaluate(binary.Left, scope);
        if (binary.Sign is "and" or "or")
        {
            return left.IsTruthy == (binary.Sign == "or") ? left : Evaluate(binary.Right, scope);
        }

        var right = Evaluate(binary.Right, scope);
        state.Offset = binary.Offset;
        return _operators.Binary(binary.Sign, left, right);
    }

    private BooleanValue EvaluateComparison(Expression.Comparison comparison, Scope scope)
    {
        var left = Evaluate(comparison.First, scope);
        foreach (var (sign, operand) in comparison.Rest)
        {
            var right = Evaluate(operand, scope);
            state.Offset = comparison.Offset;
            if (!_operators.Compare(sign, left, right))
            {
                return BooleanValue.False;
            }

            left = right;
        }

        return BooleanValue.True;
    }

    private Value EvaluateConditional(Expression.Conditional conditional, Scope scope) =>
        Evaluate(conditional.Condition, scope).IsTruthy ? Evaluate(conditional.Then, scope)
        : conditional.Otherwise is { } otherwise ? Evaluate(otherwise, scope)
        : new UndefinedValue("the condition is false and there is no else");
}
