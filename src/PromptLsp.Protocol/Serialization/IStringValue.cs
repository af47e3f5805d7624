namespace PromptLsp.Protocol.Serialization;

/// <summary>A set of known strings that others may extend.</summary>
/// <typeparam name="T">The type itself.</typeparam>
public interface IStringValue<T>
    where T : struct, IStringValue<T>
{
    /// <summary>The value that a string on the wire means; unknown strings are kept.</summary>
    static abstract T FromWire(string value);
}
