using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization.PreTokenizers;
using System.Text;

namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>Runs a compiled pattern over one text.</summary>
internal ref struct PatternMatcher
{
    private readonly PatternInstruction[] _program;
    private readonly ReadOnlySpan<char> _text;
    private readonly string _pattern;
    private readonly Stack<Choice> _choices = new();
    private long _steps;

    public PatternMatcher(PatternInstruction[] program, ReadOnlySpan<char> text, string pattern)
    {
        _program = program;
        _text = text;
        _pattern = pattern;
        // Patterns of tokenizers take some ten steps a character.
        _steps = 100_000 + (text.Length * 1000L);
    }

    /// <summary>The end of the match that starts at <paramref name="start"/>, or -1.</summary>
    public int Match(int start)
    {
        _choices.Clear();
        return Run(0, start);
    }

    private int Run(int step, int position)
    {
        var bottom = _choices.Count;
        while (true)
        {
            if (--_steps < 0)
            {
                throw new ModelFormatException(_pattern, $"The pattern of the tokenizer takes too long on this text: {_pattern}");
            }

            ref readonly var instruction = ref _program[step];
            if (instruction.Code == PatternCode.End)
            {
                Drop(bottom);
                return position;
            }

            if (!Do(in instruction, ref step, ref position) && !Resume(bottom, ref step, ref position))
            {
                return -1;
            }
        }
    }

    /// <summary>Takes one step; false where it does not match.</summary>
    private bool Do(in PatternInstruction instruction, ref int step, ref int position)
    {
        switch (instruction.Code)
        {
            case PatternCode.Take:
                step++;
                return TryTake(instruction.Set!, ref position);
            case PatternCode.TakeMany or PatternCode.TakeAll:
                return TakeMany(in instruction, ref step, ref position);
            case PatternCode.TakeFew:
                return TakeFew(in instruction, ref step, ref position);
            case PatternCode.Split:
                _choices.Push(new Choice(instruction.B, position, -1, 0));
                step = instruction.A;
                return true;
            case PatternCode.Jump:
                step = instruction.A;
                return true;
            case PatternCode.Place:
                step++;
                return IsAt((PatternPlace)instruction.A, position);
            default:
                return DoSub(in instruction, ref step, ref position);
        }
    }

    private bool DoSub(in PatternInstruction instruction, ref int step, ref int position)
    {
        var isBehind = instruction.Code is PatternCode.Behind or PatternCode.NotBehind;
        var start = isBehind ? StepBack(position, instruction.B) : position;
        var end = start < 0 ? -1 : Run(step + 1, start);
        step = instruction.A;
        if (instruction.Code == PatternCode.Atomic)
        {
            position = end < 0 ? position : end;
            return end >= 0;
        }

        return end >= 0 == (instruction.Code is PatternCode.Ahead or PatternCode.Behind);
    }

    private bool TakeMany(in PatternInstruction instruction, ref int step, ref int position)
    {
        var count = 0;
        var least = position;
        while (count < instruction.B && TryTake(instruction.Set!, ref position))
        {
            count++;
            least = count == instruction.A ? position : least;
        }

        step++;
        if (count > instruction.A && instruction.Code == PatternCode.TakeMany)
        {
            _choices.Push(new Choice(step, position, least, 0));
        }

        _steps -= count / 8;
        return count >= instruction.A;
    }

    private bool TakeFew(in PatternInstruction instruction, ref int step, ref int position)
    {
        for (var count = 0; count < instruction.A; count++)
        {
            if (!TryTake(instruction.Set!, ref position))
            {
                return false;
            }
        }

        var rest = instruction.B == int.MaxValue ? int.MaxValue : instruction.B - instruction.A;
        _choices.Push(new Choice(step, position, -2, rest));
        step++;
        return true;
    }

    /// <summary>Goes back to the last choice; false where there is none above the bottom.</summary>
    private bool Resume(int bottom, ref int step, ref int position)
    {
        while (_choices.Count > bottom)
        {
            _steps--;
            var choice = _choices.Pop();
            (step, position) = (choice.Step, choice.Position);
            if (choice.Least == -1)
            {
                return true;
            }

            if (choice.Least >= 0)
            {
                position -= position > 1 && char.IsLowSurrogate(_text[position - 1]) && char.IsHighSurrogate(_text[position - 2]) ? 2 : 1;
                if (position > choice.Least)
                {
                    _choices.Push(choice with { Position = position });
                }

                return true;
            }

            // One more for a loop that began with few.
            if (choice.Rest > 0 && TryTake(_program[step].Set!, ref position))
            {
                _choices.Push(choice with { Position = position, Rest = choice.Rest == int.MaxValue ? int.MaxValue : choice.Rest - 1 });
                step++;
                return true;
            }
        }

        return false;
    }

    private readonly void Drop(int bottom)
    {
        while (_choices.Count > bottom)
        {
            _choices.Pop();
        }
    }

    private readonly bool TryTake(CodePointSet set, ref int position)
    {
        if (position >= _text.Length)
        {
            return false;
        }

        var length = 1;
        int codePoint = _text[position];
        if (char.IsHighSurrogate(_text[position]) && position + 1 < _text.Length)
        {
            codePoint = char.ConvertToUtf32(_text[position], _text[position + 1]);
            length = 2;
        }

        var isIn = set.Contains(codePoint);
        position += isIn ? length : 0;
        return isIn;
    }

    private readonly int StepBack(int position, int count)
    {
        for (; count > 0 && position > 0; count--)
        {
            position -= position > 1 && char.IsLowSurrogate(_text[position - 1]) ? 2 : 1;
        }

        return count == 0 ? position : -1;
    }

    private readonly bool IsAt(PatternPlace place, int position) => place switch
    {
        PatternPlace.Start => position == 0,
        PatternPlace.End => position == _text.Length,
        PatternPlace.LastLineEnd => position == _text.Length || (position == _text.Length - 1 && _text[position] == '\n'),
        PatternPlace.LineStart => position == 0 || _text[position - 1] == '\n',
        PatternPlace.LineEnd => position == _text.Length || _text[position] == '\n',
        PatternPlace.WordBoundary => IsWordBefore(position) != IsWordAt(position),
        _ => IsWordBefore(position) == IsWordAt(position),
    };

    private readonly bool IsWordAt(int position) =>
        position < _text.Length && Rune.DecodeFromUtf16(_text[position..], out var rune, out _) == 0 && CharacterClasses.IsWord(rune);

    private readonly bool IsWordBefore(int position) =>
        position > 0 && Rune.DecodeLastFromUtf16(_text[..position], out var rune, out _) == 0 && CharacterClasses.IsWord(rune);

    /// <summary>Where to go on when what follows fails.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Position">The place in the text.</param>
    /// <param name="Least">-1; for a loop that took many, the place it may give back to; -2 for a loop that took few.</param>
    /// <param name="Rest">What a loop that took few may still take.</param>
    private readonly record struct Choice(int Step, int Position, int Least, int Rest);
}
