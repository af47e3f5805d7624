using PromptLsp.Syntax.Templates;
using Scriban;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>
/// The functions that templates may call: Scriban's, without those that evaluate a string as a template (a value must never become code),
/// and with our own where Scriban's need reflection or the file system.
/// </summary>
internal static class TemplateBuiltins
{
    private static readonly Lazy<ScriptObject> _scriban = new(() => Create(new BuiltinFunctions()));
    private static readonly Lazy<ScriptObject> _liquid = new(() => Create(new LiquidBuiltinsFunctions()));

    /// <summary>The functions of a language. One object for all renderings: neither it nor its groups can be changed by a template.</summary>
    public static ScriptObject Of(TemplateLanguage language) => language == TemplateLanguage.Liquid ? _liquid.Value : _scriban.Value;

    private static ScriptObject Create(ScriptObject builtins)
    {
        builtins.Remove("include_join");
        var objects = (ScriptObject)((ScriptObject)builtins["object"]!).Clone(deep: true);
        objects.Remove("eval");
        objects.Remove("eval_template");
        objects.SetValue("to_json", new ToJsonFunction(), readOnly: true);
        builtins.SetValue("object", objects, readOnly: true);
        builtins.SetValue(IncludeFunction.Name, new IncludeFunction(), readOnly: true);
        foreach (var group in builtins.Values.OfType<ScriptObject>())
        {
            group.IsReadOnly = true;
        }

        builtins.IsReadOnly = true;
        return builtins;
    }

    private sealed class ToJsonFunction : IScriptCustomFunction
    {
        public int RequiredParameterCount => 1;

        public int ParameterCount => 1;

        public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

        public Type ReturnType => typeof(string);

        public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), "value");

        public object Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            ScriptJson.ToJson(context, arguments[0]);

        public ValueTask<object?> InvokeAsync(
            TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            ValueTask.FromResult<object?>(Invoke(context, callerContext, arguments, blockStatement));
    }
}
