using System.Runtime.CompilerServices;
using PromptLsp.Models.ChatTemplates.Syntax;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>What one rendering has used so far, where it is, and how it fails.</summary>
/// <param name="source">The template.</param>
/// <param name="limits">What it may use.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellationToken">Ends the rendering.</param>
internal sealed class RenderState(TemplateSource source, ChatTemplateLimits limits, TimeProvider time, CancellationToken cancellationToken)
{
    private const int StepsBetweenLooks = 256;

    private readonly long _start = time.GetTimestamp();
    private long _steps;
    private long _nextLook;
    private long _characters;
    private int _depth;

    /// <summary>Where the expression at hand stands.</summary>
    public int Offset { get; set; }

    public TimeProvider Time { get; } = time;

    /// <summary>Counts work; looks at the clock now and then.</summary>
    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > limits.Steps)
        {
            throw Limit($"it needs more than {limits.Steps} steps.");
        }

        if (_steps >= _nextLook)
        {
            _nextLook = _steps + StepsBetweenLooks;
            cancellationToken.ThrowIfCancellationRequested();
            if (Time.GetElapsedTime(_start) > limits.Time)
            {
                throw Limit($"it needs more than {limits.Time.TotalSeconds} seconds.");
            }
        }
    }

    /// <summary>Counts characters that are about to be made.</summary>
    public void Produce(long characters)
    {
        _characters += characters;
        if (_characters > limits.Characters)
        {
            throw Limit($"it makes more than {limits.Characters} characters of text.");
        }
    }

    /// <summary>Enters a macro.</summary>
    public void Enter()
    {
        if (++_depth > limits.Depth)
        {
            throw Limit($"macros call macros more than {limits.Depth} deep.");
        }
    }

    /// <summary>Leaves a macro.</summary>
    public void Leave() => _depth--;

    /// <summary>Keeps deep values and expressions from using up the stack.</summary>
    public void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Limit("it nests too deeply.");
        }
    }

    /// <summary>An operation cannot be done, as in Jinja.</summary>
    public ChatTemplateException Fail(string reason) => source.Error(ChatTemplateFailure.Evaluation, Offset, reason);

    /// <summary>Something of Jinja is not known here.</summary>
    public ChatTemplateException Unsupported(string what) => source.Error(ChatTemplateFailure.Unsupported, Offset, $"{what} is not supported.");

    /// <summary>The template refuses the conversation.</summary>
    public ChatTemplateException Refuse(string message) => source.Error(ChatTemplateFailure.Refused, Offset, $"the template refuses this conversation: {message}");

    /// <summary>A value is used that is not there.</summary>
    public ChatTemplateException Undefined(UndefinedValue value) => Fail(value.Name.Contains(' ') ? $"{value.Name}." : $"'{value.Name}' is undefined.");

    private ChatTemplateException Limit(string reason) => source.Error(ChatTemplateFailure.Limit, Offset, $"the template does not end: {reason}");
}
