using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Rows;

/// <summary>Gathers the figures of rows. For one thread.</summary>
internal sealed class RowTally(int rows, PromptLimit limit)
{
    private readonly List<int> _tokens = new(rows);
    private readonly PriorityQueue<RowTokens, int> _over = new();
    private RowTokens? _largest;
    private int _overLimit;
    private int _failed;
    private string? _firstFailure;

    /// <summary>Takes a row in.</summary>
    public void Add(string name, int tokens)
    {
        _tokens.Add(tokens);
        if (tokens > (_largest?.Tokens ?? -1))
        {
            _largest = new RowTokens(name, tokens);
        }

        if (limit.OverBy(tokens) is > 0)
        {
            _overLimit++;
            _over.Enqueue(new RowTokens(name, tokens), tokens);
            if (_over.Count > RowTokenReport.NamedRows)
            {
                _over.Dequeue();
            }
        }
    }

    /// <summary>Takes a row in that cannot be rendered.</summary>
    public void AddFailure(string name, string reason)
    {
        _failed++;
        _firstFailure ??= $"{name}: {reason}";
    }

    /// <summary>The figures.</summary>
    public RowTokenReport ToReport()
    {
        _tokens.Sort();
        var over = _over.UnorderedItems.Select(item => item.Element).OrderByDescending(row => row.Tokens).ThenBy(row => row.Name, StringComparer.Ordinal);
        return new RowTokenReport(rows, _tokens.Count, _failed, _firstFailure, Percentile(50), Percentile(95), _largest, limit, _overLimit, [.. over]);
    }

    /// <summary>By nearest rank: the smallest figure that at least so many percent of the rows do not exceed; 0 where there are none.</summary>
    private int Percentile(int percent) => _tokens.Count == 0 ? 0 : _tokens[(((_tokens.Count * percent) + 99) / 100) - 1];
}
