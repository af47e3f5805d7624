using System.Text.Json;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Prompts;

/// <summary>What the answer must be.</summary>
/// <param name="IsJson">True where it must be JSON.</param>
/// <param name="Schema">Its JSON schema, where the front matter holds it.</param>
/// <param name="SchemaPath">The file that holds the schema, where the front matter names one.</param>
/// <param name="SchemaSpan">Where the schema or its path stands.</param>
public sealed record OutputDeclaration(bool IsJson, JsonElement? Schema, string? SchemaPath, TextSpan SchemaSpan);
