namespace PromptLsp.Protocol.Serialization;

/// <summary>One of several types.</summary>
/// <typeparam name="T">The union itself.</typeparam>
public interface IUnion<T>
    where T : class, IUnion<T>
{
    /// <summary>The value: one of the alternatives, never null.</summary>
    object Value { get; }

    /// <summary>The alternatives, the most particular first: the first that fits a JSON value is taken.</summary>
    static abstract IReadOnlyList<UnionCase> Cases { get; }

    /// <summary>Makes the union of a value of one of its alternatives.</summary>
    static abstract T Wrap(object value);
}

/// <summary>An alternative of a union.</summary>
/// <param name="Type">Its type, known to <c>ProtocolJson</c>.</param>
/// <param name="Form">What its JSON looks like.</param>
public sealed record UnionCase(Type Type, JsonForm Form);
