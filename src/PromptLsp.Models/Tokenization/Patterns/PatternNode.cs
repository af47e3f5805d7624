namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>A node of a parsed regular expression.</summary>
internal abstract record PatternNode
{
    /// <summary>The fewest code points that it matches.</summary>
    public abstract int Least { get; }

    /// <summary>The number of code points that it always matches, or -1.</summary>
    public abstract int Fixed { get; }
}

/// <summary>One code point of a set.</summary>
internal sealed record SetNode(CodePointSet Set) : PatternNode
{
    public override int Least => 1;

    public override int Fixed => 1;
}

/// <summary>One after the other.</summary>
internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode
{
    public override int Least => Parts.Sum(part => part.Least);

    public override int Fixed => Parts.All(part => part.Fixed >= 0) ? Parts.Sum(part => part.Fixed) : -1;
}

/// <summary>The first that fits.</summary>
internal sealed record AlternationNode(IReadOnlyList<PatternNode> Choices) : PatternNode
{
    public override int Least => Choices.Min(choice => choice.Least);

    public override int Fixed => Choices.All(choice => choice.Fixed == Choices[0].Fixed) ? Choices[0].Fixed : -1;
}

/// <summary>Repetition.</summary>
internal sealed record RepeatNode(PatternNode Part, int Minimum, int Maximum, RepeatMode Mode) : PatternNode
{
    public override int Least => Part.Least * Minimum;

    public override int Fixed => Minimum == Maximum && Part.Fixed >= 0 ? Part.Fixed * Minimum : -1;
}

/// <summary>What stands ahead or behind; matches nothing itself.</summary>
internal sealed record LookNode(PatternNode Part, bool IsBehind, bool IsNegative) : PatternNode
{
    public override int Least => 0;

    public override int Fixed => 0;
}

/// <summary>A part that is not tried again once it has matched.</summary>
internal sealed record AtomicNode(PatternNode Part) : PatternNode
{
    public override int Least => Part.Least;

    public override int Fixed => Part.Fixed;
}

/// <summary>A place.</summary>
internal sealed record PlaceNode(PatternPlace Place) : PatternNode
{
    public override int Least => 0;

    public override int Fixed => 0;
}

/// <summary>How a repetition is tried.</summary>
internal enum RepeatMode
{
    /// <summary>Many first.</summary>
    Greedy,

    /// <summary>Few first.</summary>
    Lazy,

    /// <summary>Many only.</summary>
    Possessive,
}

/// <summary>A place in a text.</summary>
internal enum PatternPlace
{
    /// <summary>Its start.</summary>
    Start,

    /// <summary>Its end.</summary>
    End,

    /// <summary>Its end, or before the line feed there.</summary>
    LastLineEnd,

    /// <summary>The start of a line.</summary>
    LineStart,

    /// <summary>The end of a line.</summary>
    LineEnd,

    /// <summary>Between a word and something else.</summary>
    WordBoundary,

    /// <summary>Not between a word and something else.</summary>
    NoWordBoundary,
}
