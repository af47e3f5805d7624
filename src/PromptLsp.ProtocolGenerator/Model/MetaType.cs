using System.Collections.Immutable;

namespace PromptLsp.ProtocolGenerator.Model;

/// <summary>A type as the meta model writes it.</summary>
public abstract record MetaType;

/// <summary>A type of JSON itself: <c>string</c>, <c>integer</c>, <c>null</c>, ...</summary>
/// <param name="Name">Its name.</param>
public sealed record BaseType(string Name) : MetaType;

/// <summary>A structure, an enumeration or an alias.</summary>
/// <param name="Name">Its name.</param>
public sealed record ReferenceType(string Name) : MetaType;

/// <summary>An array.</summary>
/// <param name="Element">Type of its elements.</param>
public sealed record ArrayType(MetaType Element) : MetaType;

/// <summary>An object whose keys are data.</summary>
/// <param name="Value">Type of its values.</param>
public sealed record MapType(MetaType Value) : MetaType;

/// <summary>One of several types.</summary>
/// <param name="Items">The alternatives.</param>
public sealed record OrType(ImmutableArray<MetaType> Items) : MetaType;

/// <summary>All of several types at once: only in registration options.</summary>
/// <param name="Items">The parts.</param>
public sealed record AndType(ImmutableArray<MetaType> Items) : MetaType;

/// <summary>An array of fixed length.</summary>
/// <param name="Items">Types of its elements.</param>
public sealed record TupleType(ImmutableArray<MetaType> Items) : MetaType;

/// <summary>One certain string.</summary>
/// <param name="Value">The string.</param>
public sealed record StringLiteralType(string Value) : MetaType;

/// <summary>An object without a name and without properties.</summary>
public sealed record EmptyObjectType : MetaType;
