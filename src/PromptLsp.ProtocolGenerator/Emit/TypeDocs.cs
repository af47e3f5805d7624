using PromptLsp.ProtocolGenerator.Model;

namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>Short documentation of the generated types, from what they serve for; the meta model's own texts are not used.</summary>
public sealed class TypeDocs
{
    private static readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal)
    {
        ["Position"] = "A place in a document: 0-based line and 0-based character, counted in the negotiated position encoding.",
        ["Range"] = "A half-open range between two positions.",
        ["Location"] = "A range in a document.",
        ["LocationLink"] = "Where a link leads and which text it starts from.",
        ["TextEdit"] = "Replaces a range by text.",
        ["WorkspaceEdit"] = "Edits of several documents.",
        ["Command"] = "A command that the client offers, with its arguments.",
        ["Diagnostic"] = "A finding in a document.",
        ["MarkupContent"] = "Text for people, plain or Markdown.",
        ["TextDocumentItem"] = "A document with its whole text, as it is opened.",
        ["TextDocumentIdentifier"] = "Names a document by its URI.",
        ["VersionedTextDocumentIdentifier"] = "Names one version of a document.",
        ["WorkspaceFolder"] = "A folder that the editor has open.",
        ["InlayHint"] = "A note that the editor shows inside a line.",
        ["CodeLens"] = "A command that the editor shows above a line.",
        ["CodeAction"] = "A change that the editor offers for a range.",
        ["CompletionItem"] = "A proposal of completion.",
        ["DocumentSymbol"] = "A named part of a document, with its children.",
        ["FoldingRange"] = "Lines that the editor can fold.",
        ["ServerCapabilities"] = "What the server can do.",
        ["ClientCapabilities"] = "What the client can do.",
        ["WorkDoneProgressBegin"] = "Opens a progress display.",
        ["WorkDoneProgressReport"] = "Moves a progress display on.",
        ["WorkDoneProgressEnd"] = "Closes a progress display.",
        ["FileEvent"] = "A watched file that was made, changed or deleted.",
        ["Registration"] = "Asks the client to register for a method.",
        ["PositionEncodingKind"] = "What the character of a position counts: bytes of UTF-8, code units of UTF-16 or code points.",
    };

    private readonly Dictionary<string, string> _roles = new(StringComparer.Ordinal);

    /// <summary>Collects what each type serves for.</summary>
    public TypeDocs(IEnumerable<MetaMessage> messages)
    {
        foreach (var message in messages)
        {
            AddRole(message.Params, $"Parameters of <c>{message.Method}</c>.");
            AddRole(message.Result, $"Result of <c>{message.Method}</c>.");
            AddRole(message.RegistrationOptions, $"Options of registering for <c>{message.Method}</c>.");
        }
    }

    /// <summary>The summary of a structure or enumeration.</summary>
    public string Of(string name, string since, bool isDeprecated)
    {
        var text = _texts.GetValueOrDefault(name) ?? _roles.GetValueOrDefault(name) ?? Describe(name);
        return text + Suffix(since, isDeprecated);
    }

    /// <summary>The summary of a union.</summary>
    public string OfUnion(string name, IReadOnlyList<CSharpType> cases)
    {
        var alternatives = string.Join(", ", cases.Select(item => $"<c>{item.Name.Replace("<", "&lt;", StringComparison.Ordinal)}</c>"));
        return _roles.TryGetValue(name, out var role) ? $"{role.TrimEnd('.')}: one of {alternatives}." : $"One of {alternatives}.";
    }

    /// <summary>The summary of a property.</summary>
    public static string OfProperty(MetaProperty property, CSharpType type)
    {
        var presence = (property.IsOptional, type.IsNullable) switch
        {
            (true, true) => "optional, may be null",
            (true, false) => "optional",
            (false, true) => "always written, may be null",
            (false, false) => "required",
        };
        return $"<c>{property.Name}</c>: {presence}{Suffix(property.Since, property.IsDeprecated).Replace(" Since", "; since", StringComparison.Ordinal).TrimEnd('.')}.";
    }

    private static string Describe(string name) => name switch
    {
        _ when name.EndsWith("ClientCapabilities", StringComparison.Ordinal) => $"What the client can do about {Words(name[..^"ClientCapabilities".Length])}.",
        _ when name.EndsWith("RegistrationOptions", StringComparison.Ordinal) => $"Options of registering for {Words(name[..^"RegistrationOptions".Length])}.",
        _ when name.EndsWith("Options", StringComparison.Ordinal) => $"Options of {Words(name[..^"Options".Length])}.",
        _ when name.EndsWith("Kind", StringComparison.Ordinal) => $"Kinds of {Words(name[..^"Kind".Length])}.",
        _ => $"The protocol's {Words(name)}.",
    };

    private static string Words(string name)
    {
        var words = string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) && !char.IsUpper(name[i - 1]) ? " " + letter : letter.ToString()));
        return words.Length == 0 ? "everything" : words.ToLowerInvariant();
    }

    private static string Suffix(string since, bool isDeprecated) =>
        (since.Length > 0 ? $" Since {since}." : "") + (isDeprecated ? " Deprecated." : "");

    private void AddRole(MetaType? type, string role)
    {
        switch (type)
        {
            case ReferenceType reference:
                _roles.TryAdd(reference.Name, role);
                break;
            case OrType union when union.Items.Count(item => item is not BaseType) == 1:
                AddRole(union.Items.First(item => item is not BaseType), role);
                break;
        }
    }
}
