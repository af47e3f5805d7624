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
    /// <summary>The functions of a language, <c>include</c> not among them.</summary>
    public static ScriptObject Create(TemplateLanguage language)
    {
        ScriptObject builtins = language == TemplateLanguage.Liquid ? new LiquidBuiltinsFunctions() : new BuiltinFunctions();
        builtins.Remove("include_join");
        var objects = (ScriptObject)((ScriptObject)builtins["object"]!).Clone(deep: true);
        objects.Remove("eval");
        objects.Remove("eval_template");
        objects.SetValue("to_json", new ToJsonFunction(), readOnly: true);
        builtins.SetValue("object", objects, readOnly: true);
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
