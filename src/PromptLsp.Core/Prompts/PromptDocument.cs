using System.Collections.Immutable;
using System.Security.Cryptography;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Prompts;

/// <summary>A prompt file: its text, its tree and what its front matter says. Immutable.</summary>
public sealed class PromptDocument
{
    private string? _hash;

    private PromptDocument(string path, PromptSyntaxTree syntax, PromptDefinition definition, ImmutableArray<Diagnostic> diagnostics)
    {
        Path = path;
        Syntax = syntax;
        Definition = definition;
        DefinitionDiagnostics = diagnostics;
    }

    /// <summary>File extension of prompts.</summary>
    public const string Extension = ".prompt";

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The tree.</summary>
    public PromptSyntaxTree Syntax { get; }

    /// <summary>The text.</summary>
    public SourceText Source => Syntax.Source;

    /// <summary>What the front matter says.</summary>
    public PromptDefinition Definition { get; }

    /// <summary>What is wrong with the front matter's keys and values.</summary>
    public ImmutableArray<Diagnostic> DefinitionDiagnostics { get; }

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    public string Hash => _hash ??= Convert.ToHexStringLower(SHA256.HashData(Source.ToBytes()));

    /// <summary>True where syntax or front matter has errors, so that it cannot be sent.</summary>
    public bool HasErrors =>
        Syntax.Diagnostics.Concat(DefinitionDiagnostics).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Parses a prompt file. Never fails.</summary>
    public static PromptDocument Parse(string path, SourceText source)
    {
        var syntax = PromptParser.Parse(source, path);
        var (definition, diagnostics) = PromptDefinitionReader.Read(syntax);
        return new PromptDocument(path, syntax, definition, diagnostics);
    }
}
