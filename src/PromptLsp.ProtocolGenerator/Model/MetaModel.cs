using System.Collections.Immutable;

namespace PromptLsp.ProtocolGenerator.Model;

/// <summary>The parts of the LSP meta model that C# types are made from.</summary>
/// <param name="Version">Version of the protocol, such as <c>3.18.0</c>.</param>
/// <param name="Messages">Requests and notifications.</param>
/// <param name="Structures">Structures by name.</param>
/// <param name="Enumerations">Enumerations by name.</param>
/// <param name="Aliases">Type aliases by name.</param>
public sealed record MetaModel(
    string Version,
    ImmutableArray<MetaMessage> Messages,
    ImmutableDictionary<string, MetaStructure> Structures,
    ImmutableDictionary<string, MetaEnumeration> Enumerations,
    ImmutableDictionary<string, MetaAlias> Aliases);

/// <summary>A request or notification.</summary>
/// <param name="Method">Its name on the wire.</param>
/// <param name="IsRequest">True for a request, false for a notification.</param>
/// <param name="Params">Its parameters, null where it has none.</param>
/// <param name="Result">Its result, null for a notification.</param>
/// <param name="RegistrationOptions">What registers it, null where nothing does.</param>
public sealed record MetaMessage(string Method, bool IsRequest, MetaType? Params, MetaType? Result, MetaType? RegistrationOptions);

/// <summary>A structure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bases">The structures whose properties it has too.</param>
/// <param name="Properties">Its own properties.</param>
/// <param name="Since">The protocol version it came with, empty where it was always there.</param>
/// <param name="IsDeprecated">True where it should not be used any more.</param>
public sealed record MetaStructure(
    string Name, ImmutableArray<string> Bases, ImmutableArray<MetaProperty> Properties, string Since, bool IsDeprecated);

/// <summary>A property of a structure.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsOptional">True where it may be absent.</param>
/// <param name="Since">The protocol version it came with, empty where it was always there.</param>
/// <param name="IsDeprecated">True where it should not be used any more.</param>
public sealed record MetaProperty(string Name, MetaType Type, bool IsOptional, string Since, bool IsDeprecated);

/// <summary>An enumeration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsString">True where its values are strings, false where they are integers.</param>
/// <param name="Values">Its values as they stand on the wire, by name, in order.</param>
/// <param name="Since">The protocol version it came with, empty where it was always there.</param>
public sealed record MetaEnumeration(string Name, bool IsString, ImmutableArray<(string Name, string Value)> Values, string Since);

/// <summary>A second name for a type.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Since">The protocol version it came with, empty where it was always there.</param>
public sealed record MetaAlias(string Name, MetaType Type, string Since);
