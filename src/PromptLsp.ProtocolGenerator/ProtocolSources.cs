using PromptLsp.ProtocolGenerator.Emit;
using PromptLsp.ProtocolGenerator.Model;

namespace PromptLsp.ProtocolGenerator;

/// <summary>The generated files of <c>PromptLsp.Protocol</c>.</summary>
public static class ProtocolSources
{
    /// <summary>Makes the files from the meta model.</summary>
    /// <param name="metaModelJson">The text of <c>metaModel.json</c>.</param>
    /// <returns>The text of each file by its name, in ordinal order.</returns>
    /// <exception cref="InvalidDataException">The meta model lacks a method of <see cref="SupportedMethods"/> or holds what the generator does not know.</exception>
    public static SortedDictionary<string, string> Generate(string metaModelJson)
    {
        var model = MetaModelReader.Read(metaModelJson);
        var messages = SupportedMethods.Names.Select(name => Find(model, name)).ToList();
        var types = new TypeMapper(model);
        foreach (var type in messages.SelectMany(TypesOf).Concat(SupportedMethods.MoreTypes.Select(name => new ReferenceType(name))))
        {
            types.Reach(type);
        }

        return Emit(model, types, messages);
    }

    private static MetaMessage Find(MetaModel model, string method) =>
        model.Messages.FirstOrDefault(message => message.Method == method)
        ?? throw new InvalidDataException($"The meta model has no method '{method}': correct it in SupportedMethods.");

    private static IEnumerable<MetaType> TypesOf(MetaMessage message) =>
        new[] { message.Params, message.Result, message.RegistrationOptions }.OfType<MetaType>();

    private static SortedDictionary<string, string> Emit(MetaModel model, TypeMapper types, List<MetaMessage> messages)
    {
        var docs = new TypeDocs(messages);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var structures = new StructureEmitter(model, types, docs);
        foreach (var name in types.Structures.ToList())
        {
            files.Add(name + ".cs", structures.Emit(name));
        }

        var enumerations = new EnumerationEmitter(model, docs);
        foreach (var name in types.Enumerations.ToList())
        {
            files.Add(name + ".cs", enumerations.Emit(name));
        }

        var unions = new UnionEmitter(types, docs);
        foreach (var name in types.Unions.Keys.ToList())
        {
            files.Add(name + ".cs", unions.Emit(name));
        }

        var results = messages.Where(message => message.Result is not null).Select(message => types.Map(message.Result!).Name).Where(name => name != "object");
        files.Add("ProtocolJson.cs", new ContextEmitter(types).Emit(results));
        files.Add("LspMethods.cs", MethodsEmitter.Emit(model.Version, messages));
        return files;
    }
}
