using System.Collections.Immutable;
using System.Text;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Catalogue;

/// <summary>What is known of language models: the figures shipped with the program and, above them, those of the workspace. Immutable.</summary>
public sealed class ModelCatalogue
{
    private const string Resource = "PromptLsp.Core.Catalogue.catalogue.yaml";
    private static readonly Lazy<ModelCatalogue> _builtIn = new(LoadBuiltIn);
    private readonly ImmutableDictionary<string, ModelInfo> _models;

    private ModelCatalogue(ImmutableDictionary<string, ModelInfo> models)
    {
        _models = models;
        Models = [.. models.Values.OrderBy(model => model.Id, StringComparer.Ordinal)];
    }

    /// <summary>The models shipped with the program; read at the first use.</summary>
    public static ModelCatalogue BuiltIn => _builtIn.Value;

    /// <summary>All models, in ordinal order of their ids.</summary>
    public ImmutableArray<ModelInfo> Models { get; }

    /// <summary>The model called <paramref name="id"/> (<c>provider/model</c>, exactly), or null. Names without provider are not guessed.</summary>
    public ModelInfo? Find(string id) => _models.GetValueOrDefault(id);

    /// <summary>The known id that <paramref name="id"/> was probably meant to be; null where none is near or the id is known.</summary>
    /// <remarks>A name without provider that exactly one provider has is near: <c>gpt-4o</c> gives <c>openai/gpt-4o</c>.</remarks>
    public Suggestion? Suggest(string id)
    {
        if (_models.ContainsKey(id))
        {
            return null;
        }

        if (!id.Contains('/'))
        {
            var named = Models.Where(model => model.Id.EndsWith("/" + id, StringComparison.Ordinal)).Take(2).ToList();
            if (named.Count > 0)
            {
                return new Suggestion(named[0].Id, 1, named.Count == 1);
            }
        }

        return EditDistance.Closest(id, _models.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>This catalogue with the entries of a workspace in place of its own of the same id.</summary>
    public ModelCatalogue With(IReadOnlyDictionary<string, ModelInfo> entries) => entries.Count == 0 ? this : new(_models.SetItems(entries));

    private static ModelCatalogue LoadBuiltIn()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var parsed = YamlParser.Parse(reader.ReadToEnd());
        var diagnostics = new List<Diagnostic>(parsed.Diagnostics);
        var models = ImmutableDictionary.CreateBuilder<string, ModelInfo>(StringComparer.Ordinal);
        if (parsed.Root is YamlMapping root && root["models"] is YamlMapping entries)
        {
            foreach (var entry in entries.Entries)
            {
                if (ModelEntryReader.Read(entry, new ModelInfo(entry.Key.Value), diagnostics) is { } model)
                {
                    models[model.Id] = model;
                }
            }
        }

        return diagnostics.Count == 0
            ? new ModelCatalogue(models.ToImmutable())
            : throw new InvalidOperationException($"The built-in model catalogue is broken: {diagnostics[0].Message}");
    }
}
