using PromptLsp.ProtocolGenerator.Model;

namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>Writes the names of the methods.</summary>
public static class MethodsEmitter
{
    /// <summary>The file of the method names.</summary>
    public static string Emit(string version, IEnumerable<MetaMessage> messages)
    {
        var writer = new CodeWriter();
        writer.Summary($"The methods of LSP {version} that PromptLsp answers or sends.");
        writer.Line("public static class LspMethods").Open();
        var first = true;
        foreach (var message in messages.OrderBy(item => item.Method, StringComparer.Ordinal))
        {
            if (!first)
            {
                writer.Line();
            }

            first = false;
            writer.Summary($"The {(message.IsRequest ? "request" : "notification")} <c>{message.Method}</c>.");
            writer.Line($"public const string {CodeWriter.Pascal(message.Method)} = \"{message.Method}\";");
        }

        return writer.Close().ToString();
    }
}
