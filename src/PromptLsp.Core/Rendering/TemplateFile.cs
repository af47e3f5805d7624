using System.Collections.Immutable;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>A file whose template is rendered: the prompt itself or a partial.</summary>
internal sealed class TemplateFile
{
    private TemplateFile(string path, SourceText source, TemplateSyntax template, PromptSyntaxTree? tree)
    {
        Path = path;
        Source = source;
        Template = template;
        Tree = tree;
        Marks = [.. CollectMarks(template, tree).OrderBy(mark => mark.Span.Start)];
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The parsed template.</summary>
    public TemplateSyntax Template { get; }

    /// <summary>The tree where this is the prompt itself; null for a partial, whose role lines are ordinary text.</summary>
    public PromptSyntaxTree? Tree { get; }

    /// <summary>What stands in the text and is not sent as it stands, in order.</summary>
    public ImmutableArray<LiteralMark> Marks { get; }

    /// <summary>The number of the first mark that ends behind <paramref name="position"/>.</summary>
    public int FirstMarkBehind(int position)
    {
        var (low, high) = (0, Marks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Marks[middle].Span.End <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The prompt itself.</summary>
    public static TemplateFile ForPrompt(string path, PromptSyntaxTree tree) => new(path, tree.Source, tree.Template, tree);

    /// <summary>A partial.</summary>
    public static TemplateFile ForPartial(string path, SourceText source, TemplateSyntax template) => new(path, source, template, null);

    private static IEnumerable<LiteralMark> CollectMarks(TemplateSyntax template, PromptSyntaxTree? tree)
    {
        var broken = template.Tags.Where(tag => !tag.IsClosed || tag.UnterminatedString is not null).Select(tag => new LiteralMark(tag.Span, null));
        if (tree is null)
        {
            return broken;
        }

        var messages = tree.Messages.Where(message => message.RoleLine is not null).ToDictionary(message => message.RoleLine!.Value);
        var roles = tree.RoleLines.Select(role => new LiteralMark(role.FullSpan, messages[role.Span]));
        var escapes = tree.Pieces.Where(piece => piece.Kind == BodyPieceKind.RoleEscape).Select(piece => new LiteralMark(piece.Span, null));
        return broken.Concat(roles).Concat(escapes);
    }
}

/// <summary>Text that is not sent as it stands.</summary>
/// <param name="Span">The text.</param>
/// <param name="Message">The message that it begins; null where it is merely left out.</param>
internal readonly record struct LiteralMark(TextSpan Span, MessageSyntax? Message);
