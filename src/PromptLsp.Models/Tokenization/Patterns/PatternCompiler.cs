namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>Compiles a parsed pattern into steps.</summary>
internal sealed class PatternCompiler
{
    private const int MostInstructions = 20_000;

    private readonly List<PatternInstruction> _program = [];

    private PatternCompiler()
    {
    }

    /// <summary>Compiles.</summary>
    /// <exception cref="PatternSyntaxException">It is too long.</exception>
    public static PatternInstruction[] Compile(PatternNode node)
    {
        var compiler = new PatternCompiler();
        compiler.Add(node);
        compiler.Emit(new PatternInstruction(PatternCode.End));
        return [.. compiler._program];
    }

    private void Add(PatternNode node)
    {
        switch (node)
        {
            case SetNode set: Emit(new PatternInstruction(PatternCode.Take, Set: set.Set)); break;
            case SequenceNode sequence: AddAll(sequence.Parts); break;
            case AlternationNode alternation: AddChoices(alternation.Choices); break;
            case RepeatNode { Part: SetNode set } repeat: AddLoop(set, repeat); break;
            case RepeatNode { Mode: RepeatMode.Possessive } repeat: AddSub(PatternCode.Atomic, repeat with { Mode = RepeatMode.Greedy }, 0); break;
            case RepeatNode repeat: AddRepeat(repeat); break;
            case AtomicNode atomic: AddSub(PatternCode.Atomic, atomic.Part, 0); break;
            case LookNode look: AddLook(look); break;
            case PlaceNode place: Emit(new PatternInstruction(PatternCode.Place, (int)place.Place)); break;
            default: throw new InvalidOperationException("A node of a pattern has no steps.");
        }
    }

    private void AddAll(IReadOnlyList<PatternNode> parts)
    {
        foreach (var part in parts)
        {
            Add(part);
        }
    }

    private void AddChoices(IReadOnlyList<PatternNode> choices)
    {
        var jumps = new List<int>();
        for (var index = 0; index < choices.Count - 1; index++)
        {
            var split = Emit(default);
            Add(choices[index]);
            jumps.Add(Emit(default));
            _program[split] = new PatternInstruction(PatternCode.Split, split + 1, _program.Count);
        }

        Add(choices[^1]);
        foreach (var jump in jumps)
        {
            _program[jump] = new PatternInstruction(PatternCode.Jump, _program.Count);
        }
    }

    private void AddLoop(SetNode set, RepeatNode repeat)
    {
        var code = repeat.Mode switch { RepeatMode.Greedy => PatternCode.TakeMany, RepeatMode.Lazy => PatternCode.TakeFew, _ => PatternCode.TakeAll };
        Emit(new PatternInstruction(code, repeat.Minimum, repeat.Maximum, set.Set));
    }

    private void AddRepeat(RepeatNode repeat)
    {
        for (var count = 0; count < repeat.Minimum; count++)
        {
            Add(repeat.Part);
        }

        if (repeat.Maximum == int.MaxValue)
        {
            var split = Emit(default);
            Add(repeat.Part);
            Emit(new PatternInstruction(PatternCode.Jump, split));
            _program[split] = Choice(repeat.Mode, split + 1, _program.Count);
            return;
        }

        var splits = new List<int>();
        for (var count = repeat.Minimum; count < repeat.Maximum; count++)
        {
            splits.Add(Emit(default));
            Add(repeat.Part);
        }

        foreach (var split in splits)
        {
            _program[split] = Choice(repeat.Mode, split + 1, _program.Count);
        }
    }

    private static PatternInstruction Choice(RepeatMode mode, int inside, int outside) =>
        mode == RepeatMode.Lazy ? new(PatternCode.Split, outside, inside) : new(PatternCode.Split, inside, outside);

    private void AddLook(LookNode look) => AddSub(
        (look.IsBehind, look.IsNegative) switch
        {
            (false, false) => PatternCode.Ahead,
            (false, true) => PatternCode.NotAhead,
            (true, false) => PatternCode.Behind,
            (true, true) => PatternCode.NotBehind,
        },
        look.Part,
        look.Part.Fixed);

    private void AddSub(PatternCode code, PatternNode part, int length)
    {
        var start = Emit(default);
        Add(part);
        Emit(new PatternInstruction(PatternCode.End));
        _program[start] = new PatternInstruction(code, _program.Count, length);
    }

    private int Emit(PatternInstruction instruction)
    {
        if (_program.Count == MostInstructions)
        {
            throw new PatternSyntaxException("it is too long once its counts are written out");
        }

        _program.Add(instruction);
        return _program.Count - 1;
    }
}
