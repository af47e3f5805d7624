using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Syntax.Yaml;

/// <summary>What a YAML text holds, as far as it could be read.</summary>
/// <param name="Root">The root node; null where the text is empty or nothing could be read.</param>
/// <param name="Diagnostics">Errors and duplicate keys.</param>
public sealed record YamlParseResult(YamlNode? Root, ImmutableArray<Diagnostic> Diagnostics);
