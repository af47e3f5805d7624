using PromptLsp.ProtocolGenerator;

if (args is not [var metaModel, var folder])
{
    Console.Error.WriteLine("usage: PromptLsp.ProtocolGenerator METAMODEL_JSON OUTPUT_FOLDER");
    return 2;
}

var files = ProtocolSources.Generate(File.ReadAllText(metaModel));
Directory.CreateDirectory(folder);
foreach (var stale in Directory.EnumerateFiles(folder, "*.cs").Where(path => !files.ContainsKey(Path.GetFileName(path))).ToList())
{
    File.Delete(stale);
}

foreach (var (name, text) in files)
{
    File.WriteAllText(Path.Combine(folder, name), text);
}

Console.Error.WriteLine($"{files.Count} files in {folder}");
return 0;
