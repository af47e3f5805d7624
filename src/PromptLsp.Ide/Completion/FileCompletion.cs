using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of paths to files of the workspace, relative to the file that names them.</summary>
internal static class FileCompletion
{
    private const int MaxFiles = 500;

    /// <summary>The files that match the globs, the file itself left out; those in the same folder first.</summary>
    public static IEnumerable<CompletionItem> Complete(WorkspaceSnapshot snapshot, string path, TextSpan word, IReadOnlyList<string> globs)
    {
        var files = snapshot.Files;
        if (!path.StartsWith(files.RootPath + "/", StringComparison.Ordinal))
        {
            return [];
        }

        return files.Find(files.RootPath, globs)
            .Where(file => file != path)
            .Take(MaxFiles)
            .Select(file => Relative(path, file))
            .Select(reference => new CompletionItem(reference, CompletionKind.File, new TextEdit(word, reference))
            {
                SortText = $"{reference.Count(character => character == '/'):D2}{reference}",
            });
    }

    /// <summary>The path from a file to another one, both absolute with forward slashes: <c>../shared/rules.md</c>.</summary>
    public static string Relative(string from, string to)
    {
        var source = from.Split('/')[..^1];
        var target = to.Split('/');
        var common = 0;
        while (common < source.Length && common < target.Length - 1 && source[common] == target[common])
        {
            common++;
        }

        return string.Concat(Enumerable.Repeat("../", source.Length - common)) + string.Join('/', target[common..]);
    }
}
