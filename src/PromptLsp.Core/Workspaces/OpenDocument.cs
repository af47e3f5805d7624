using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Workspaces;

/// <summary>A document that an editor holds: its text wins over the disk.</summary>
/// <param name="Path">Absolute path, or the URI of a document that is no file.</param>
/// <param name="Text">The text.</param>
/// <param name="Version">The editor's number for this text; null where there is none.</param>
public sealed record OpenDocument(string Path, SourceText Text, int? Version);
