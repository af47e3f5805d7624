using System.Globalization;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>Parses literals, names, brackets and what follows them: attributes, indexes, calls, filters and tests.</summary>
/// <param name="cursor">The tokens.</param>
/// <param name="expressions">Parses what stands inside.</param>
internal sealed class PrimaryParser(TokenCursor cursor, ExpressionParser expressions)
{
    /// <summary>A literal, a name or something in brackets.</summary>
    public Expression ParsePrimary()
    {
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                cursor.Take();
                return (Expression?)Constant(token) ?? new Expression.Name(token.Offset, token.Text);
            case TokenKind.String:
                return ParseString();
            case TokenKind.Integer or TokenKind.Float:
                cursor.Take();
                return new Expression.Literal(token.Offset, Number(token));
            case TokenKind.Operator when token.Text is "(" or "[" or "{":
                cursor.Take();
                return token.Text == "(" ? ParseParentheses(token.Offset) : token.Text == "[" ? ParseList(token.Offset) : ParseMapping(token.Offset);
            default:
                throw cursor.Unexpected("a value");
        }
    }

    /// <summary>Attributes, indexes and calls behind a value.</summary>
    public Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            var offset = cursor.Current.Offset;
            if (cursor.TryTakeOperator("."))
            {
                value = ParseMember(value, offset);
            }
            else if (cursor.TryTakeOperator("["))
            {
                value = ParseSubscript(value, offset);
            }
            else if (cursor.IsOperator("("))
            {
                value = new Expression.Call(offset, value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>Filters and tests behind a value.</summary>
    public Expression ParseFilters(Expression value)
    {
        while (true)
        {
            if (cursor.TryTakeOperator("|"))
            {
                var offset = cursor.Current.Offset;
                var name = ParseDottedName("the name of a filter");
                value = new Expression.Filter(offset, value, name, cursor.IsOperator("(") ? ParseArguments() : ArgumentList.Empty);
            }
            else if (cursor.TryTakeName("is"))
            {
                value = ParseTest(value);
            }
            else if (cursor.IsOperator("("))
            {
                value = new Expression.Call(cursor.Current.Offset, value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private static Expression.Literal? Constant(Token token) => token.Text switch
    {
        "true" or "True" => new Expression.Literal(token.Offset, BooleanValue.True),
        "false" or "False" => new Expression.Literal(token.Offset, BooleanValue.False),
        "none" or "None" => new Expression.Literal(token.Offset, NoneValue.Instance),
        _ => null,
    };

    private Value Number(Token token) =>
        token.Kind == TokenKind.Float ? new FloatValue(double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture), IsContent: false)
        : long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new IntegerValue(number, IsContent: false)
        : throw cursor.Source.Error(ChatTemplateFailure.Unsupported, token.Offset, "whole numbers have at most 64 bits.");

    private Expression.Literal ParseString()
    {
        var first = cursor.Take();
        var text = first.Text;
        while (cursor.Current.Kind == TokenKind.String)
        {
            text += cursor.Take().Text;
        }

        return new Expression.Literal(first.Offset, TextValue.OfTemplate(text));
    }

    private Expression ParseParentheses(int offset)
    {
        if (cursor.TryTakeOperator(")"))
        {
            return new Expression.Sequence(offset, [], IsTuple: true);
        }

        var value = expressions.ParseTuple();
        cursor.ExpectOperator(")");
        return value;
    }

    private Expression.Sequence ParseList(int offset)
    {
        var items = new List<Expression>();
        while (!cursor.TryTakeOperator("]"))
        {
            Separate(items.Count);
            if (!cursor.IsOperator("]"))
            {
                items.Add(expressions.ParseOne());
            }
        }

        return new Expression.Sequence(offset, items, IsTuple: false);
    }

    private Expression.Mapping ParseMapping(int offset)
    {
        var entries = new List<(Expression, Expression)>();
        while (!cursor.TryTakeOperator("}"))
        {
            Separate(entries.Count);
            if (cursor.IsOperator("}"))
            {
                continue;
            }

            var key = expressions.ParseOne();
            cursor.ExpectOperator(":");
            entries.Add((key, expressions.ParseOne()));
        }

        return new Expression.Mapping(offset, entries);
    }

    private void Separate(int count)
    {
        if (count > 0)
        {
            cursor.ExpectOperator(",");
        }
    }

    private Expression ParseMember(Expression value, int offset)
    {
        if (cursor.Current.Kind == TokenKind.Integer)
        {
            return new Expression.Subscript(offset, value, new Expression.Literal(offset, Number(cursor.Take())));
        }

        return new Expression.Member(offset, value, cursor.ExpectName("the name of an attribute"));
    }

    private Expression ParseSubscript(Expression value, int offset)
    {
        Expression? start = cursor.IsOperator(":") ? null : expressions.ParseTuple();
        if (start is not null && cursor.TryTakeOperator("]"))
        {
            return new Expression.Subscript(offset, value, start);
        }

        cursor.ExpectOperator(":");
        var stop = ParseSlicePart();
        var step = cursor.TryTakeOperator(":") ? ParseSlicePart() : null;
        cursor.ExpectOperator("]");
        return new Expression.Slice(offset, value, start, stop, step);
    }

    private Expression? ParseSlicePart() => cursor.IsOperator(":") || cursor.IsOperator("]") ? null : expressions.ParseOne();

    private ArgumentList ParseArguments()
    {
        cursor.ExpectOperator("(");
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!cursor.TryTakeOperator(")"))
        {
            Separate(positional.Count + named.Count);
            if (!cursor.IsOperator(")"))
            {
                ParseArgument(positional, named);
            }
        }

        return new ArgumentList(positional, named);
    }

    private void ParseArgument(List<Expression> positional, List<(string, Expression)> named)
    {
        if (cursor.IsOperator("*") || cursor.IsOperator("**"))
        {
            throw cursor.Source.Error(ChatTemplateFailure.Unsupported, cursor.Current.Offset, $"'{cursor.Current.Text}' before an argument is not supported.");
        }

        if (cursor.Current.Kind == TokenKind.Name && cursor.Next.Is(TokenKind.Operator, "="))
        {
            var name = cursor.Take().Text;
            cursor.Take();
            named.Add((name, expressions.ParseOne()));
        }
        else if (named.Count > 0)
        {
            throw cursor.Unexpected("an argument with a name");
        }
        else
        {
            positional.Add(expressions.ParseOne());
        }
    }

    private Expression ParseTest(Expression value)
    {
        var offset = cursor.Current.Offset;
        var isNegated = cursor.TryTakeName("not");
        var name = ParseDottedName("the name of a test");
        var test = new Expression.Test(offset, value, name, ParseTestArguments());
        return isNegated ? new Expression.Unary(offset, "not", test) : test;
    }

    private ArgumentList ParseTestArguments()
    {
        if (cursor.IsOperator("("))
        {
            return ParseArguments();
        }

        var isValue = cursor.Current.Kind is TokenKind.String or TokenKind.Integer or TokenKind.Float
            || cursor.IsOperator("[") || cursor.IsOperator("{")
            || (cursor.Current.Kind == TokenKind.Name && cursor.Current.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not"));
        return isValue ? new ArgumentList([ParsePostfix(ParsePrimary())], []) : ArgumentList.Empty;
    }

    private string ParseDottedName(string what)
    {
        var name = cursor.ExpectName(what);
        while (cursor.TryTakeOperator("."))
        {
            name += "." + cursor.ExpectName(what);
        }

        return name;
    }
}
