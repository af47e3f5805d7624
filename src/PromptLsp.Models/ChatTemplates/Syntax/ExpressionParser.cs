namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>Parses expressions with the precedence of Jinja: condition, or, and, not, comparison, sum, concatenation, product, power, sign, postfix.</summary>
/// <param name="cursor">The tokens.</param>
internal sealed class ExpressionParser(TokenCursor cursor)
{
    private static readonly string[] _comparisons = ["==", "!=", "<", "<=", ">", ">="];
    private static readonly string[] _sums = ["+", "-"];
    private static readonly string[] _products = ["*", "/", "//", "%"];

    private PrimaryParser Primary => new(cursor, this);

    /// <summary>An expression, a tuple where commas follow.</summary>
    /// <param name="allowsCondition">False where an <c>if</c> behind it means something else.</param>
    public Expression ParseTuple(bool allowsCondition = true)
    {
        var first = ParseOne(allowsCondition);
        if (!cursor.IsOperator(","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (cursor.TryTakeOperator(",") && !EndsTuple())
        {
            items.Add(ParseOne(allowsCondition));
        }

        return new Expression.Sequence(first.Offset, items, IsTuple: true);
    }

    /// <summary>One expression.</summary>
    public Expression ParseOne(bool allowsCondition = true)
    {
        cursor.CheckDepth();
        var value = ParseOr();
        while (allowsCondition && cursor.IsName("if"))
        {
            var offset = cursor.Take().Offset;
            var condition = ParseOr();
            value = new Expression.Conditional(offset, condition, value, cursor.TryTakeName("else") ? ParseOne() : null);
        }

        return value;
    }

    /// <summary>A value with its sign, postfixes and filters.</summary>
    /// <param name="withFilters">False for the operand of a sign: filters take the whole.</param>
    public Expression ParseUnary(bool withFilters = true)
    {
        cursor.CheckDepth();
        Expression value;
        if (cursor.IsOperator("-") || cursor.IsOperator("+"))
        {
            var sign = cursor.Take();
            value = new Expression.Unary(sign.Offset, sign.Text, ParseUnary(withFilters: false));
        }
        else
        {
            value = Primary.ParsePrimary();
        }

        value = Primary.ParsePostfix(value);
        return withFilters ? Primary.ParseFilters(value) : value;
    }

    private bool EndsTuple() => cursor.Current.Kind is TokenKind.BlockEnd or TokenKind.OutputEnd || cursor.IsOperator(")") || cursor.IsOperator("=") || cursor.IsName("in");

    private Expression ParseOr() => ParseBinary("or", () => ParseBinary("and", ParseNot));

    private Expression ParseBinary(string word, Func<Expression> operand)
    {
        var left = operand();
        while (cursor.IsName(word))
        {
            var offset = cursor.Take().Offset;
            left = new Expression.Binary(offset, word, left, operand());
        }

        return left;
    }

    private Expression ParseNot()
    {
        cursor.CheckDepth();
        if (!cursor.IsName("not"))
        {
            return ParseComparison();
        }

        var offset = cursor.Take().Offset;
        return new Expression.Unary(offset, "not", ParseNot());
    }

    private Expression ParseComparison()
    {
        var first = ParseSum();
        var offset = cursor.Current.Offset;
        var rest = new List<(string, Expression)>();
        while (TakeComparison() is { } sign)
        {
            rest.Add((sign, ParseSum()));
        }

        return rest.Count == 0 ? first : new Expression.Comparison(offset, first, rest);
    }

    private string? TakeComparison()
    {
        if (cursor.Current.Kind == TokenKind.Operator && _comparisons.Contains(cursor.Current.Text))
        {
            return cursor.Take().Text;
        }

        if (cursor.TryTakeName("in"))
        {
            return "in";
        }

        if (cursor.IsName("not") && cursor.Next.Is(TokenKind.Name, "in"))
        {
            cursor.Take();
            cursor.Take();
            return "not in";
        }

        return null;
    }

    private Expression ParseSum() => ParseSigns(_sums, ParseConcatenation);

    private Expression ParseConcatenation() => ParseSigns(["~"], ParseProduct);

    private Expression ParseProduct() => ParseSigns(_products, ParsePower);

    private Expression ParsePower() => ParseSigns(["**"], () => ParseUnary());

    private Expression ParseSigns(string[] signs, Func<Expression> operand)
    {
        var left = operand();
        while (cursor.Current.Kind == TokenKind.Operator && signs.Contains(cursor.Current.Text))
        {
            var sign = cursor.Take();
            left = new Expression.Binary(sign.Offset, sign.Text, left, operand());
        }

        return left;
    }
}
