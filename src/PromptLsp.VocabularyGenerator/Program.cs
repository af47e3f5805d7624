using System.Globalization;
using System.Security.Cryptography;
using PromptLsp.Core.Tokens.Bpe;

// Compiles a published vocabulary (a .tiktoken file, or an encoder of npm tiktoken) into the form that PromptLsp.Core embeds.
if (args is not [var published, var compiled])
{
    Console.Error.WriteLine("usage: PromptLsp.VocabularyGenerator PUBLISHED_VOCABULARY OUTPUT_FILE");
    return 2;
}

var tokens = TokenListFile.Read(File.ReadAllBytes(published));
var image = VocabularyBuilder.Build(tokens);
File.WriteAllBytes(compiled, image);
Console.Error.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{tokens.Count} tokens, {image.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(image))}"));
return 0;
