using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Syntax.Yaml;

/// <summary>Collects the entries of one mapping; reports keys that stand twice and merge keys.</summary>
internal sealed class YamlEntryCollector(YamlFindings findings)
{
    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>Adds an entry where its key is a scalar that did not stand before.</summary>
    public void Add(YamlNode key, YamlNode value)
    {
        if (key is not YamlScalar scalar)
        {
            return;
        }

        if (scalar is { Value: "<<", Style: YamlScalarStyle.Plain })
        {
            findings.Add(new Diagnostic(
                DiagnosticCodes.YamlSyntax, DiagnosticSeverity.Error, key.Span,
                "Merge keys ('<<') are no part of YAML 1.2 and are not supported. Write the entries out."));
        }
        else if (_keys.Add(scalar.Value))
        {
            _entries.Add(new YamlEntry(scalar, value));
        }
        else
        {
            findings.Add(new Diagnostic(
                DiagnosticCodes.DuplicateKey, DiagnosticSeverity.Error, key.Span,
                $"The key '{scalar.Value}' stands twice; the first one counts. Remove or rename this one."));
        }
    }

    /// <summary>The entries so far.</summary>
    public ImmutableArray<YamlEntry> ToImmutable() => _entries.ToImmutable();
}
