namespace PromptLsp.Core.Results;

/// <summary>Identities of runs, results and calls.</summary>
public static class RecordId
{
    /// <summary>
    /// A new identity: a UUID of version 7 (RFC 9562, 5.7) as 32 lower-case hexadecimal digits, so that identities sort by the millisecond
    /// they were made in.
    /// </summary>
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("n");
}
