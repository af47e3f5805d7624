namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>One step of a compiled pattern.</summary>
/// <param name="Code">What it does.</param>
/// <param name="A">First number: where to go, or the least count.</param>
/// <param name="B">Second number: where else to go, or the greatest count.</param>
/// <param name="Set">The code points that it takes.</param>
internal readonly record struct PatternInstruction(PatternCode Code, int A = 0, int B = 0, CodePointSet? Set = null);

/// <summary>What a step does.</summary>
internal enum PatternCode
{
    /// <summary>Takes one code point of the set.</summary>
    Take,

    /// <summary>Takes A to B code points of the set, many first.</summary>
    TakeMany,

    /// <summary>The same, and never fewer again.</summary>
    TakeAll,

    /// <summary>The same, few first.</summary>
    TakeFew,

    /// <summary>Goes to A, else to B.</summary>
    Split,

    /// <summary>Goes to A.</summary>
    Jump,

    /// <summary>Goes on at A where what follows matches here.</summary>
    Ahead,

    /// <summary>Goes on at A where what follows does not match here.</summary>
    NotAhead,

    /// <summary>Goes on at A where what follows matches the B code points before.</summary>
    Behind,

    /// <summary>Goes on at A where what follows does not match the B code points before.</summary>
    NotBehind,

    /// <summary>Goes on at A behind what follows, which is not tried again.</summary>
    Atomic,

    /// <summary>Goes on at the place A.</summary>
    Place,

    /// <summary>It matches.</summary>
    End,
}
