using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>The function <c>include 'path'</c>.</summary>
internal sealed class IncludeFunction : IScriptCustomFunction
{
    /// <summary>Its name in templates.</summary>
    public const string Name = "include";

    /// <inheritdoc/>
    public int RequiredParameterCount => 1;

    /// <inheritdoc/>
    public int ParameterCount => 1;

    /// <inheritdoc/>
    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    /// <inheritdoc/>
    public Type ReturnType => typeof(object);

    /// <inheritdoc/>
    public ScriptParameterInfo GetParameterInfo(int index) =>
        index == 0 ? new ScriptParameterInfo(typeof(string), "path") : new ScriptParameterInfo(typeof(object), "value");

    /// <inheritdoc/>
    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ((PromptTemplateContext)context).Include(callerContext ?? context.CurrentNode!, arguments);

    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(
        TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));
}
