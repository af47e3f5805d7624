using Scriban.Runtime;

namespace PromptLsp.Core.Rendering;

/// <summary>
/// Scriban's output at the top of a template. All writing at the top goes through <see cref="PromptTemplateContext"/> with its origin;
/// what Scriban writes by itself comes here and has none.
/// </summary>
internal sealed class SinkOutput(Action<string> write) : IScriptOutput
{
    /// <inheritdoc/>
    public void Write(string text, int offset, int count) => write(text.Substring(offset, count));

    /// <inheritdoc/>
    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }
}
