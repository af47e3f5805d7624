using System.Collections.Immutable;
using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;
using Scriban.Syntax;

namespace PromptLsp.Core.Symbols;

/// <summary>Finds the names that a prompt uses: in its body, its queries and its partials.</summary>
public sealed class SymbolFinder
{
    private const int MaxPartials = 200;

    private static readonly string[] _keywords = ["for", "while", "tablerow", "this", "empty", "blank", "continue", "forloop", "tablerowloop"];
    private static readonly Lazy<ImmutableHashSet<string>> _scriban = new(() => Names(TemplateLanguage.Scriban));
    private static readonly Lazy<ImmutableHashSet<string>> _liquid = new(() => Names(TemplateLanguage.Liquid));

    private readonly PromptDocument _prompt;
    private readonly PartialLoader _loader;
    private readonly ImmutableArray<VariableReference>.Builder _references = ImmutableArray.CreateBuilder<VariableReference>();
    private readonly ImmutableArray<PartialReference>.Builder _partials = ImmutableArray.CreateBuilder<PartialReference>();

    private SymbolFinder(PromptDocument prompt, IWorkspaceFiles files)
    {
        _prompt = prompt;
        _loader = new PartialLoader(files);
    }

    /// <summary>The names of a prompt.</summary>
    public static PromptSymbols Find(PromptDocument prompt, IWorkspaceFiles files)
    {
        var finder = new SymbolFinder(prompt, files);
        foreach (var context in prompt.Definition.Contexts)
        {
            finder.AddQuery(context);
        }

        var names = new HashSet<string>();
        AssignedNames.Collect(prompt.Syntax.Template.Page, names);
        var stack = ImmutableStack.Create(prompt.Path);
        finder.AddTemplate(prompt.Path, prompt.Source, prompt.Syntax.Template, null, stack);
        return new PromptSymbols(finder._references.ToImmutable(), finder._partials.ToImmutable(), [.. names.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The functions and words that a template language has of itself.</summary>
    public static IReadOnlySet<string> BuiltIns(TemplateLanguage language) => language == TemplateLanguage.Liquid ? _liquid.Value : _scriban.Value;

    private static ImmutableHashSet<string> Names(TemplateLanguage language) => [.. TemplateBuiltins.Of(language).Keys, .. _keywords];

    private void AddTemplate(string path, SourceText source, TemplateSyntax template, TextSpan? includedAt, ImmutableStack<string> stack)
    {

        // A partial may get from the file that includes it what it sets only later itself.
        var unset = includedAt is null ? UnsetNames.AtStartOf(template.Page) : new UnsetNames();
        var collector = new ReferenceCollector(path, source.Length, _prompt.Definition, BuiltIns(template.Language), unset, includedAt);
        var scope = new TemplateScope(null);
        var names = new HashSet<string>();
        AssignedNames.Collect(template.Page, names);
        foreach (var name in names)
        {
            scope.Declare(name, null, isElement: false);
        }

        collector.Walk(template.Page.Body, scope);
        _references.AddRange(collector.References);
        foreach (var (call, pathExpression) in collector.Includes)
        {
            AddInclude(path, source, template.Language, call, pathExpression, includedAt, stack);
        }
    }

    private void AddInclude(
        string path, SourceText source, TemplateLanguage language, ScriptFunctionCall call, ScriptExpression? expression, TextSpan? includedAt, ImmutableStack<string> stack)
    {
        var span = (expression ?? (ScriptNode)call).ToTextSpan(source.Length);
        var entry = includedAt ?? span;
        if (expression is not ScriptLiteral { Value: string reference })
        {
            _partials.Add(new PartialReference(null, path, span, FileReadStatus.Ok, null, "", IsCycle: false) { IncludedAt = includedAt });
            return;
        }

        var result = _loader.Load(path, reference, language);
        var isCycle = result.File is { } found && stack.Contains(found.Path);
        _partials.Add(new PartialReference(reference, path, span, result.Status, result.File?.Path, result.Reason, isCycle) { IncludedAt = includedAt });
        if (result.File is { } file && !isCycle && _partials.Count < MaxPartials)
        {
            AddTemplate(file.Path, file.Source, file.Template, entry, stack.Push(file.Path));
        }
    }

    /// <summary>The names in a context's query. Where the YAML holds the query as it stands, their places are exact.</summary>
    private void AddQuery(ContextDeclaration context)
    {
        var syntax = TemplateParser.Parse(context.Query, 0, _prompt.Syntax.Template.Language, _prompt.Path);
        var collector = new ReferenceCollector(_prompt.Path, context.Query.Length, _prompt.Definition, BuiltIns(syntax.Language), new UnsetNames(), null);
        collector.Walk(syntax.Page.Body, new TemplateScope(null));
        var written = _prompt.Source.Slice(context.QuerySpan);
        var offset = written.IndexOf(context.Query, StringComparison.Ordinal);
        foreach (var reference in collector.References)
        {
            _references.Add(offset < 0 || context.Query.Length == 0
                ? reference with { Span = context.QuerySpan, Members = [] }
                : Shift(reference, context.QuerySpan.Start + offset));
        }
    }

    private static VariableReference Shift(VariableReference reference, int offset) => reference with
    {
        Span = reference.Span.Shift(offset),
        Members = [.. reference.Members.Select(member => member with { Span = member.Span.Shift(offset) })],
    };
}
