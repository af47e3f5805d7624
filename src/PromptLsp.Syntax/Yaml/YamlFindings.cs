using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Yaml;

/// <summary>The findings of several readings of one text: each once, and no more than anybody reads.</summary>
internal sealed class YamlFindings
{
    private const int MaxFindings = 100;
    private readonly HashSet<(string Code, TextSpan Span)> _known = [];
    private readonly List<Diagnostic> _all = [];

    /// <summary>Adds a finding that is new, unless there are enough.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (_all.Count < MaxFindings && _known.Add((diagnostic.Code, diagnostic.Span)))
        {
            _all.Add(diagnostic);
        }
    }

    /// <summary>All findings in the order of the text.</summary>
    public IEnumerable<Diagnostic> InOrder => _all.OrderBy(diagnostic => diagnostic.Span.Start);
}
