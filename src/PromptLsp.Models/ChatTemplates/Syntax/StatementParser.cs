using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>Parses a whole template.</summary>
/// <param name="cursor">Its tokens.</param>
internal sealed class StatementParser(TokenCursor cursor)
{
    private readonly ExpressionParser _expressions = new(cursor);
    private int _loops;

    /// <summary>The statements of a template.</summary>
    /// <exception cref="ChatTemplateException">It is not well formed, or has a tag that is not known.</exception>
    public static IReadOnlyList<Statement> Parse(TemplateSource source)
    {
        var cursor = new TokenCursor(source, new TemplateLexer(source).Read());
        var body = new StatementParser(cursor).ParseUntil(cursor.Current);
        return cursor.Current.Kind == TokenKind.End ? body : throw source.SyntaxError(cursor.Current.Offset, $"'{cursor.Next.Text}' closes nothing.");
    }

    /// <summary>Statements up to a tag with one of the words, or to the end of the template where there are none.</summary>
    private List<Statement> ParseUntil(Token opening, params string[] words)
    {
        cursor.CheckDepth();
        var body = new List<Statement>();
        while (cursor.Current.Kind != TokenKind.End)
        {
            if (cursor.Current.Kind == TokenKind.BlockBegin && (words.Contains(cursor.Next.Text) || (words.Length == 0 && IsClosing(cursor.Next.Text))))
            {
                return body;
            }

            body.Add(ParseStatement());
        }

        return words.Length == 0 ? body : throw cursor.Source.SyntaxError(opening.Offset, $"'{opening.Text}' has no end: '{words[^1]}' is missing.");
    }

    private static bool IsClosing(string word) => word is "elif" or "else" or "endif" or "endfor" or "endset" or "endmacro" or "endgeneration";

    private Statement ParseStatement()
    {
        var token = cursor.Take();
        if (token.Kind == TokenKind.Data)
        {
            return new Statement.Data(token.Offset, TextValue.OfTemplate(token.Text));
        }

        if (token.Kind == TokenKind.OutputBegin)
        {
            var value = _expressions.ParseTuple();
            cursor.Expect(TokenKind.OutputEnd, "'}}'");
            return new Statement.Output(token.Offset, value);
        }

        return ParseTag();
    }

    private Statement ParseTag()
    {
        var word = cursor.Expect(TokenKind.Name, "the name of a tag");
        return word.Text switch
        {
            "if" => ParseIf(word),
            "for" => ParseFor(word),
            "set" => ParseSet(word),
            "macro" => ParseMacro(word),
            "generation" => ParseGeneration(word),
            "break" or "continue" => ParseLeave(word),
            _ when IsClosing(word.Text) => throw cursor.Source.SyntaxError(word.Offset, $"'{word.Text}' closes nothing that is open here."),
            _ => throw cursor.Source.Error(ChatTemplateFailure.Unsupported, word.Offset, $"the tag '{word.Text}' is not supported."),
        };
    }

    private Statement.If ParseIf(Token word)
    {
        var branches = new List<(Expression, IReadOnlyList<Statement>)>();
        IReadOnlyList<Statement> otherwise = [];
        var part = word.Text;
        while (part != "endif")
        {
            var condition = part == "else" ? null : _expressions.ParseTuple(allowsCondition: false);
            EndTag();
            var body = condition is null ? ParseUntil(word, "endif") : ParseUntil(word, "elif", "else", "endif");
            if (condition is null)
            {
                otherwise = body;
            }
            else
            {
                branches.Add((condition, body));
            }

            cursor.Take();
            part = cursor.Take().Text;
        }

        EndTag();
        return new Statement.If(word.Offset, branches, otherwise);
    }

    private Statement.For ParseFor(Token word)
    {
        var names = ParseNames();
        if (!cursor.TryTakeName("in"))
        {
            throw cursor.Unexpected("'in'");
        }

        var items = _expressions.ParseTuple(allowsCondition: false);
        var condition = cursor.TryTakeName("if") ? _expressions.ParseOne() : null;
        if (cursor.IsName("recursive"))
        {
            throw cursor.Source.Error(ChatTemplateFailure.Unsupported, cursor.Current.Offset, "'recursive' loops are not supported.");
        }

        EndTag();
        _loops++;
        var body = ParseUntil(word, "else", "endfor");
        _loops--;
        IReadOnlyList<Statement> otherwise = [];
        if (cursor.Next.Text == "else")
        {
            cursor.Take();
            cursor.Take();
            EndTag();
            otherwise = ParseUntil(word, "endfor");
        }

        EndBlock();
        return new Statement.For(word.Offset, names, items, condition, body, otherwise);
    }

    private List<string> ParseNames()
    {
        var isBracketed = cursor.TryTakeOperator("(");
        var names = new List<string>();
        do
        {
            names.Add(cursor.ExpectName("the name of a variable"));
        }
        while (cursor.TryTakeOperator(","));

        if (isBracketed)
        {
            cursor.ExpectOperator(")");
        }

        return names;
    }

    private Statement ParseSet(Token word)
    {
        var targets = new List<SetTarget>();
        do
        {
            var offset = cursor.Current.Offset;
            var name = cursor.ExpectName("the name of a variable");
            targets.Add(new SetTarget(offset, name, cursor.TryTakeOperator(".") ? cursor.ExpectName("the name of an attribute") : null));
        }
        while (cursor.TryTakeOperator(","));

        if (cursor.TryTakeOperator("="))
        {
            var value = _expressions.ParseTuple();
            EndTag();
            return new Statement.Set(word.Offset, targets, value);
        }

        if (targets.Count > 1 || cursor.Current.Kind != TokenKind.BlockEnd)
        {
            throw cursor.IsOperator("|")
                ? cursor.Source.Error(ChatTemplateFailure.Unsupported, cursor.Current.Offset, "a filter on a set block is not supported.")
                : cursor.Unexpected("'='");
        }

        EndTag();
        var body = ParseBody(word, "endset");
        return new Statement.SetBlock(word.Offset, targets[0], body);
    }

    private Statement.Macro ParseMacro(Token word)
    {
        var name = cursor.ExpectName("the name of a macro");
        cursor.ExpectOperator("(");
        var parameters = new List<(string, Expression?)>();
        while (!cursor.TryTakeOperator(")"))
        {
            if (parameters.Count > 0)
            {
                cursor.ExpectOperator(",");
            }

            parameters.Add((cursor.ExpectName("the name of a parameter"), cursor.TryTakeOperator("=") ? _expressions.ParseOne() : null));
        }

        EndTag();
        return new Statement.Macro(word.Offset, name, parameters, ParseBody(word, "endmacro"));
    }

    private Statement.Scoped ParseGeneration(Token word)
    {
        EndTag();
        return new Statement.Scoped(word.Offset, ParseBody(word, "endgeneration"));
    }

    private Statement.Leave ParseLeave(Token word)
    {
        if (_loops == 0)
        {
            throw cursor.Source.SyntaxError(word.Offset, $"'{word.Text}' stands in no loop.");
        }

        EndTag();
        return new Statement.Leave(word.Offset, word.Text == "break");
    }

    /// <summary>The body of a block that a loop outside cannot be left from.</summary>
    private List<Statement> ParseBody(Token word, string end)
    {
        var loops = _loops;
        _loops = 0;
        var body = ParseUntil(word, end);
        _loops = loops;
        EndBlock();
        return body;
    }

    private void EndBlock()
    {
        cursor.Take();
        cursor.Take();
        EndTag();
    }

    private void EndTag() => cursor.Expect(TokenKind.BlockEnd, "'%}'");
}
