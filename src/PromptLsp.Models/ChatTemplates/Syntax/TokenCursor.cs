using System.Runtime.CompilerServices;

namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>Walks through the tokens of a template.</summary>
/// <param name="source">The template.</param>
/// <param name="tokens">Its tokens.</param>
internal sealed class TokenCursor(TemplateSource source, IReadOnlyList<Token> tokens)
{
    private int _index;

    public TemplateSource Source { get; } = source;

    public Token Current => tokens[_index];

    public Token Next => tokens[Math.Min(_index + 1, tokens.Count - 1)];

    public Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
        {
            _index++;
        }

        return token;
    }

    public bool IsOperator(string text) => Current.Is(TokenKind.Operator, text);

    public bool IsName(string text) => Current.Is(TokenKind.Name, text);

    public bool TryTakeOperator(string text) => TryTake(TokenKind.Operator, text);

    public bool TryTakeName(string text) => TryTake(TokenKind.Name, text);

    public void ExpectOperator(string text)
    {
        if (!TryTakeOperator(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    public string ExpectName(string what) => Current.Kind == TokenKind.Name ? Take().Text : throw Unexpected(what);

    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Take() : throw Unexpected(what);

    /// <summary>Keeps a template that nests without end from using up the stack.</summary>
    public void CheckDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Source.Error(ChatTemplateFailure.Limit, Current.Offset, "the template nests too deeply.");
        }
    }

    public ChatTemplateException Unexpected(string expected)
    {
        var found = Current.Kind == TokenKind.End ? "the end of the template" : $"'{Current.Text}'";
        return Source.SyntaxError(Current.Offset, $"expected {expected}, found {found}.");
    }

    private bool TryTake(TokenKind kind, string text)
    {
        var isThere = Current.Is(kind, text);
        if (isThere)
        {
            _index++;
        }

        return isThere;
    }
}
