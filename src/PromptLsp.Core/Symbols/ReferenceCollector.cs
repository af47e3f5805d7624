using System.Collections.Immutable;
using PromptLsp.Core.Prompts;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;
using Scriban.Syntax;

namespace PromptLsp.Core.Symbols;

/// <summary>Walks one template, in the order in which it is rendered, and notes each variable and each <c>include</c>.</summary>
internal sealed class ReferenceCollector(
    string filePath, int length, PromptDefinition definition, IReadOnlySet<string> builtIns, UnsetNames unset, TextSpan? includedAt)
{
    private UnsetNames _unset = unset;
    private readonly List<VariableReference> _references = [];
    private readonly List<(ScriptFunctionCall Call, ScriptExpression? Path)> _includes = [];

    /// <summary>The variables found so far.</summary>
    public IReadOnlyList<VariableReference> References => _references;

    /// <summary>The calls of <c>include</c> found so far, with the expression of their path.</summary>
    public IReadOnlyList<(ScriptFunctionCall Call, ScriptExpression? Path)> Includes => _includes;

    /// <summary>Walks a node and all below it.</summary>
    public void Walk(ScriptNode? node, TemplateScope scope)
    {
        switch (node)
        {
            case null or ScriptLiteral or ScriptVariableLocal or ScriptRawStatement:
                break;
            case ScriptVariable variable:
                Add(variable, scope, isWrite: false);
                break;
            case ScriptMemberExpression member:
                Walk(member.Target, scope);
                break;
            case ScriptAssignExpression assign:
                WalkAssign(assign, scope);
                break;
            case ScriptForStatement loop:
                WalkLoop(loop, scope);
                break;
            case ScriptWhileStatement loop:
                _unset.SetAllBelow(loop);
                WalkChildren(loop, scope);
                break;
            case ScriptCaptureStatement capture:
                Walk(capture.Body, scope);
                WalkTarget(capture.Target, scope);
                break;
            case ScriptFunction function:
                WalkFunction(function, scope);
                break;
            case ScriptWithStatement with:
                Walk(with.Name, scope);
                Walk(with.Body, new TemplateScope(scope) { IsDynamic = true });
                break;
            case ScriptImportStatement import:
                Walk(import.Expression, scope);
                scope.IsDynamic = true;
                _unset.SetAll();
                break;
            case ScriptObjectMember member:
                Walk(member.Value, scope);
                break;
            case ScriptNamedArgument argument:
                Walk(argument.Value, scope);
                break;
            case ScriptFunctionCall call:
                WalkCall(call, scope);
                break;
            default:
                WalkChildren(node, scope);
                break;
        }
    }

    private void WalkChildren(ScriptNode node, TemplateScope scope)
    {
        foreach (var child in node.Children)
        {
            Walk(child, scope);
        }
    }

    private void WalkTarget(ScriptNode? target, TemplateScope scope)
    {
        if (target is ScriptVariableGlobal variable)
        {
            Add(variable, scope, isWrite: true);
        }
        else
        {
            Walk(target, scope);
        }
    }

    private void WalkAssign(ScriptAssignExpression assign, TemplateScope scope)
    {
        Walk(assign.Value, scope);
        if (assign.Target is ScriptVariableGlobal target)
        {
            var (root, isElement) = RootOf(assign.Value, scope);
            scope.Declare(target.Name, root, isElement);
        }

        WalkTarget(assign.Target, scope);
    }

    private void WalkLoop(ScriptForStatement loop, TemplateScope scope)
    {
        Walk(loop.Iterator, scope);
        foreach (var argument in loop.NamedArguments ?? [])
        {
            Walk(argument, scope);
        }

        var inner = new TemplateScope(scope);
        if (loop.Variable is ScriptVariableGlobal variable)
        {
            inner.Declare(variable.Name, RootOf(loop.Iterator, scope).Root, isElement: true);
            Add(variable, inner, isWrite: true);
        }

        _unset.SetAllBelow(loop.Body);
        Walk(loop.Body, inner);
        Walk(loop.Else, scope);
    }

    private void WalkFunction(ScriptFunction function, TemplateScope scope)
    {
        WalkTarget(function.NameOrDoToken as ScriptVariable, scope);
        _unset.SetAllBelow(function.Body);
        var inner = new TemplateScope(scope);
        foreach (var parameter in function.Parameters ?? [])
        {
            if (parameter.Name is { } name)
            {
                inner.Declare(name.Name, null, isElement: false);
            }

            Walk(parameter.DefaultValue, scope);
        }

        var here = _unset;
        _unset = new UnsetNames();
        Walk(function.Body, inner);
        _unset = here;
    }

    private void WalkCall(ScriptFunctionCall call, TemplateScope scope)
    {
        if (call.Target is ScriptVariableGlobal { Name: Rendering.IncludeFunction.Name })
        {
            _includes.Add((call, call.Arguments.FirstOrDefault()));
        }

        Walk(call.Target, scope);
        foreach (var argument in call.Arguments)
        {
            Walk(argument, scope);
        }

        if (_includes.Count > 0 && ReferenceEquals(_includes[^1].Call, call))
        {
            _unset.SetAll();
        }
    }

    private void Add(ScriptVariable variable, TemplateScope scope, bool isWrite)
    {
        var isInner = scope.IsInner(variable.Name);
        var isUnset = !isWrite && !isInner && _unset.Contains(variable.Name);
        var (kind, root, isElement) = isUnset ? ResolveGlobal(variable.Name, scope) : Resolve(variable.Name, scope);
        _references.Add(new VariableReference(
            variable.Name, kind, filePath, variable.ToTextSpan(length), root, isElement, MembersOf(variable), isWrite)
        { IncludedAt = includedAt, IsReadBeforeSet = isUnset && kind == VariableKind.Undefined });
        if (isWrite && !isInner)
        {
            _unset.Set(variable.Name);
        }
    }

    private (VariableKind Kind, string? Root, bool IsElement) Resolve(string name, TemplateScope scope)
    {
        if (scope.Find(name) is { } local)
        {
            return (VariableKind.Local, local.Root, local.IsElement);
        }

        return ResolveGlobal(name, scope);
    }

    private (VariableKind Kind, string? Root, bool IsElement) ResolveGlobal(string name, TemplateScope scope)
    {
        if (definition.FindInput(name) is not null)
        {
            return (VariableKind.Input, name, false);
        }

        if (definition.FindContext(name) is not null)
        {
            return (VariableKind.Context, name, false);
        }

        return builtIns.Contains(name) ? (VariableKind.BuiltIn, null, false)
            : scope.IsDynamicHere ? (VariableKind.Dynamic, null, false)
            : (VariableKind.Undefined, null, false);
    }

    /// <summary>The root of a value that is a variable or an element of one; anything computed has none.</summary>
    private (string? Root, bool IsElement) RootOf(ScriptNode? expression, TemplateScope scope) => expression switch
    {
        ScriptVariable variable => Resolve(variable.Name, scope) is var found ? (found.Root, found.IsElement) : default,
        ScriptIndexerExpression { Target: ScriptVariable list } => (Resolve(list.Name, scope).Root, true),
        _ => (null, false),
    };

    private ImmutableArray<MemberReference> MembersOf(ScriptVariable variable)
    {
        var members = ImmutableArray.CreateBuilder<MemberReference>();
        for (ScriptNode node = variable; node.Parent is ScriptMemberExpression { Member: { } name } member && ReferenceEquals(member.Target, node); node = member)
        {
            members.Add(new MemberReference(name.Name, name.ToTextSpan(length)));
        }

        return members.ToImmutable();
    }
}
