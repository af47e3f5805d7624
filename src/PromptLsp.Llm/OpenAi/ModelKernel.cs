using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using OpenAI;
using OpenAI.Chat;

namespace PromptLsp.Llm.OpenAi;

/// <summary>Makes the kernel of one model: its chat service is the model's client, and its filters see every tool call.</summary>
internal static class ModelKernel
{
    /// <summary>A kernel whose <see cref="IChatClient"/> calls <paramref name="model"/> at <paramref name="endpoint"/> over <paramref name="http"/>.</summary>
    public static Kernel Create(string model, Uri endpoint, HttpClient http)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            Transport = new HttpClientPipelineTransport(http),

            // Retries, time limits and records are ours alone: see RecordedChatClient.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
            EnableDistributedTracing = false,
        };
#pragma warning disable OPENAI001 // The one constructor that leaves authentication to us.
        var client = new ChatClient(model, new NoAuthentication(), options);
#pragma warning restore OPENAI001
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(client.AsIChatClient());
        return builder.Build();
    }
}
