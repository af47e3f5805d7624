using Microsoft.Data.Sqlite;

namespace PromptLsp.Cli.Tests;

/// <summary>A workspace of its own for one test.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string Database => System.IO.Path.Combine(Path, ".promptlsp", "promptlsp.db");

    /// <summary>A copy of the example project.</summary>
    public static Workspace Example()
    {
        var workspace = new Workspace();
        var example = RepositoryPaths.Combine("prompts");
        foreach (var file in Directory.GetFiles(example, "*", SearchOption.AllDirectories).Where(file => !file.Contains(".promptlsp/", StringComparison.Ordinal)))
        {
            workspace.Write(System.IO.Path.GetRelativePath(example, file), File.ReadAllText(file));
        }

        return workspace;
    }

    /// <summary>A workspace whose model <c>test/model</c> is behind an endpoint on loopback, and one prompt that asks it.</summary>
    public static Workspace ForEndpoint(Uri baseUrl)
    {
        var workspace = new Workspace();
        workspace.Write("promptlsp.yaml", $"providers:\n  test: {{ type: openai, base_url: '{baseUrl.ToString().TrimEnd('/')}', api_key_env: TEST_KEY, max_retries: 1, timeout: 20 }}\n");
        workspace.Write("ask.prompt", "---\nmodel: test/model\ninputs:\n  q: { type: string, required: true, trust: untrusted }\n---\nsystem:\nAnswer.\n\nuser:\nQ: {{ q }}\n");
        return workspace;
    }

    public string Write(string path, string text) => _folder.Write(path, text);

    public Task<Outcome> RunAsync(params string[] arguments) => Executable.RunAsync(Path, arguments);

    public object? Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _folder.Dispose();
}
