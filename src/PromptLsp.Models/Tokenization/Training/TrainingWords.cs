using System.Runtime.InteropServices;

namespace PromptLsp.Models.Tokenization.Training;

/// <summary>
/// The words of a training as tokens, with the count of each pair kept up to date: a join touches only the words that hold the pair. The best pair comes from
/// a queue whose entries are corrected when they are taken.
/// </summary>
internal sealed class TrainingWords
{
    private readonly List<Word> _words = [];
    private readonly Dictionary<long, Pair> _pairs = [];
    private readonly PriorityQueue<long, (long Count, long Pair)> _queue = new();
    private readonly HashSet<long> _changed = [];

    /// <param name="words">Words and how often each was seen, in an order that does not change.</param>
    /// <param name="vocabulary">Takes the characters inside words.</param>
    public TrainingWords(IEnumerable<KeyValuePair<string, long>> words, TrainingVocabulary vocabulary)
    {
        foreach (var (text, count) in words)
        {
            var tokens = new List<int>(text.Length);
            foreach (var rune in text.EnumerateRunes())
            {
                tokens.Add(vocabulary.AddCharacter(rune.ToString(), tokens.Count == 0));
            }

            _words.Add(new Word(count, [.. tokens], tokens.Count));
            for (var index = 0; index + 1 < tokens.Count; index++)
            {
                Change(tokens[index], tokens[index + 1], count, _words.Count - 1);
            }
        }

        Enqueue();
    }

    /// <summary>Takes the most frequent pair; false where none is frequent enough.</summary>
    public bool TryTakeBest(long minFrequency, out int left, out int right)
    {
        while (_queue.TryDequeue(out var key, out var priority))
        {
            var count = _pairs[key].Count;
            if (count != -priority.Count)
            {
                if (count > 0)
                {
                    _queue.Enqueue(key, (-count, key));
                }

                continue;
            }

            (left, right) = ((int)(key >> 32), (int)(uint)key);
            return count >= Math.Max(1, minFrequency);
        }

        (left, right) = (-1, -1);
        return false;
    }

    /// <summary>Joins a pair everywhere.</summary>
    public void Join(int left, int right, int joined)
    {
        var pair = _pairs[Key(left, right)];
        // The list may grow while it is walked, where the joined text was a token before.
        for (var index = 0; index < pair.Words.Count; index++)
        {
            Join(pair.Words[index], left, right, joined);
        }

        pair.Count = 0;
        Enqueue();
    }

    private void Join(int index, int left, int right, int joined)
    {
        ref var word = ref CollectionsMarshal.AsSpan(_words)[index];
        var tokens = word.Tokens;
        var written = 0;
        for (var read = 0; read < word.Length; read++)
        {
            if (tokens[read] != left || read + 1 >= word.Length || tokens[read + 1] != right)
            {
                tokens[written++] = tokens[read];
                continue;
            }

            if (written > 0)
            {
                Change(tokens[written - 1], left, -word.Count, index);
                Change(tokens[written - 1], joined, word.Count, index);
            }

            read++;
            if (read + 1 < word.Length)
            {
                Change(right, tokens[read + 1], -word.Count, index);
                Change(joined, tokens[read + 1], word.Count, index);
            }

            tokens[written++] = joined;
        }

        word.Length = written;
    }

    private void Change(int left, int right, long count, int word)
    {
        var key = Key(left, right);
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, key, out var isKnown);
        if (!isKnown)
        {
            pair = new Pair([]);
        }

        pair!.Count += count;
        if (count > 0)
        {
            _changed.Add(key);
            if (pair.Words.Count == 0 || pair.Words[^1] != word)
            {
                pair.Words.Add(word);
            }
        }
    }

    private void Enqueue()
    {
        foreach (var key in _changed)
        {
            if (_pairs[key].Count > 0)
            {
                _queue.Enqueue(key, (-_pairs[key].Count, key));
            }
        }

        _changed.Clear();
    }

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;

    /// <summary>A word: its tokens are joined in place.</summary>
    private record struct Word(long Count, int[] Tokens, int Length);

    /// <summary>A pair: how often it is there, and the words that held it once.</summary>
    private sealed class Pair(List<int> words)
    {
        public long Count { get; set; }

        public List<int> Words { get; } = words;
    }
}
