using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PromptLsp.Protocol.Generated;
using StreamJsonRpc;

namespace PromptLsp.Server.Sessions;

/// <summary>What the server asks of the editor: to watch files, to tell the user's settings, to ask again.</summary>
internal sealed class ClientRegistrations(ServerSession session)
{
    /// <summary>The files whose change can change an answer.</summary>
    private static readonly string[] _watched =
    [
        "**/*.prompt", "**/*.prompty", "**/*.eval.yaml", "**/promptlsp.yaml", "**/*.scriban", "**/*.liquid",
        "**/*.md", "**/*.txt", "**/*.csv", "**/*.jsonl", "**/*.json", "**/*.yaml",
    ];

    /// <summary>Registers what the editor lets the server register, and asks for the user's settings.</summary>
    public void Begin(ClientProfile client)
    {
        var registrations = new List<Registration>();
        if (client.WatchesFiles)
        {
            var options = new DidChangeWatchedFilesRegistrationOptions { Watchers = [.. _watched.Select(glob => new Protocol.Generated.FileSystemWatcher { GlobPattern = glob })] };
            registrations.Add(new Registration
            {
                Id = "promptlsp-files",
                Method = LspMethods.WorkspaceDidChangeWatchedFiles,
                RegisterOptions = JsonSerializer.SerializeToElement(options, ProtocolJson.Default.DidChangeWatchedFilesRegistrationOptions),
            });
        }

        if (client.RegistersConfiguration)
        {
            var options = new DidChangeConfigurationRegistrationOptions { Section = EditorSettings.Section };
            registrations.Add(new Registration
            {
                Id = "promptlsp-configuration",
                Method = LspMethods.WorkspaceDidChangeConfiguration,
                RegisterOptions = JsonSerializer.SerializeToElement(options, ProtocolJson.Default.DidChangeConfigurationRegistrationOptions),
            });
        }

        if (registrations.Count > 0)
        {
            var parameters = new RegistrationParams { Registrations = [.. registrations] };
            _ = AskAsync(LspMethods.ClientRegisterCapability, parameters, ProtocolJson.Default.RegistrationParams);
        }

        AskForSettings(client);
    }

    /// <summary>Asks for the user's settings, where the editor answers that.</summary>
    public void AskForSettings(ClientProfile client)
    {
        if (client.AnswersConfiguration)
        {
            _ = ReadSettingsAsync();
        }
    }

    /// <summary>Asks the editor to ask again, where something beside the open documents changed.</summary>
    public void Refresh(ClientProfile client)
    {
        if (client is { PullsDiagnostics: true, RefreshesDiagnostics: true })
        {
            _ = AskAsync(LspMethods.WorkspaceDiagnosticRefresh);
        }

        if (client.RefreshesInlayHints)
        {
            _ = AskAsync(LspMethods.WorkspaceInlayHintRefresh);
        }

        if (client.RefreshesCodeLenses)
        {
            _ = AskAsync(LspMethods.WorkspaceCodeLensRefresh);
        }
    }

    private async Task ReadSettingsAsync()
    {
        var parameters = new ConfigurationParams { Items = [new ConfigurationItem { Section = EditorSettings.Section }] };
        var answer = await AskAsync(LspMethods.WorkspaceConfiguration, parameters, ProtocolJson.Default.ConfigurationParams);
        if (answer is { ValueKind: JsonValueKind.Array } items && items.GetArrayLength() > 0)
        {
            var section = items[0];
            session.Mutate("settings", state => state.SetSettings(state.Current.Settings.With(section)));
        }
    }

    private Task<JsonElement?> AskAsync(string method) => GuardAsync(method, session.Connection.SendRequestAsync(method, session.Ended));

    private Task<JsonElement?> AskAsync<T>(string method, T parameters, JsonTypeInfo<T> type) =>
        GuardAsync(method, session.Connection.SendRequestAsync(method, parameters, type, session.Ended));

    private async Task<JsonElement?> GuardAsync(string method, Task<Transport.WirePayload> answer)
    {
        try
        {
            return (await answer)?.Decode(ProtocolJson.Default.JsonElement);
        }
        catch (RemoteInvocationException ex)
        {
            session.Log.Warning($"The editor refused {method}: {ex.Message}");
        }
        catch (Exception ex) when (ex is ConnectionLostException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The session has ended.
        }

        return null;
    }
}
