using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptLsp.Models.Tokenization.Training;

/// <summary>A trained tokenizer.</summary>
/// <param name="Options">What it was trained for.</param>
/// <param name="Tokens">The tokens by number.</param>
/// <param name="Merges">The joins in order.</param>
public sealed record TrainedTokenizer(TokenizerTrainingOptions Options, IReadOnlyList<string> Tokens, IReadOnlyList<(string Left, string Right)> Merges)
{
    private static readonly JsonWriterOptions _writing = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a <c>tokenizer.json</c> that Hugging Face tokenizers reads.</summary>
    public void Write(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, _writing);
        writer.WriteStartObject();
        writer.WriteString("version", "1.0");
        writer.WriteNull("truncation");
        writer.WriteNull("padding");
        WriteAddedTokens(writer);
        WriteSteps(writer);
        WriteModel(writer);
        writer.WriteEndObject();
    }

    private void WriteAddedTokens(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("added_tokens");
        for (var id = 0; id < Options.SpecialTokens.Count; id++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", id);
            writer.WriteString("content", Options.SpecialTokens[id]);
            writer.WriteBoolean("single_word", false);
            writer.WriteBoolean("lstrip", false);
            writer.WriteBoolean("rstrip", false);
            writer.WriteBoolean("normalized", false);
            writer.WriteBoolean("special", true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteSteps(Utf8JsonWriter writer)
    {
        const string bert = """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";
        const string byteLevel = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""";
        WriteRaw(writer, "normalizer", Options.PreTokenizer == TrainingPreTokenizer.Bert ? bert : "null");
        WriteRaw(writer, "pre_tokenizer", Options.PreTokenizer switch
        {
            TrainingPreTokenizer.ByteLevel => byteLevel,
            TrainingPreTokenizer.Whitespace => """{"type":"Whitespace"}""",
            TrainingPreTokenizer.WhitespaceSplit => """{"type":"WhitespaceSplit"}""",
            _ => """{"type":"BertPreTokenizer"}""",
        });
        WriteRaw(writer, "post_processor", "null");
        WriteRaw(writer, "decoder", Options.Kind == TokenizerKind.WordPiece ? """{"type":"WordPiece","prefix":"##","cleanup":true}"""
            : Options.PreTokenizer == TrainingPreTokenizer.ByteLevel ? """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}"""
            : "null");
    }

    private void WriteModel(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("model");
        var unknown = Options.SpecialTokens.FirstOrDefault(token => token is "<unk>" or "[UNK]");
        if (Options.Kind == TokenizerKind.WordPiece)
        {
            writer.WriteString("type", "WordPiece");
            writer.WriteString("unk_token", unknown);
            writer.WriteString("continuing_subword_prefix", "##");
            writer.WriteNumber("max_input_chars_per_word", 100);
        }
        else
        {
            writer.WriteString("type", "BPE");
            writer.WriteNull("dropout");
            writer.WriteString("unk_token", unknown);
            writer.WriteNull("continuing_subword_prefix");
            writer.WriteNull("end_of_word_suffix");
            writer.WriteBoolean("fuse_unk", false);
            writer.WriteBoolean("byte_fallback", false);
            writer.WriteBoolean("ignore_merges", false);
        }

        WriteVocabulary(writer);
        writer.WriteEndObject();
    }

    private void WriteVocabulary(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("vocab");
        for (var id = 0; id < Tokens.Count; id++)
        {
            writer.WriteNumber(Tokens[id], id);
        }

        writer.WriteEndObject();
        if (Options.Kind != TokenizerKind.Bpe)
        {
            return;
        }

        writer.WriteStartArray("merges");
        foreach (var (left, right) in Merges)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(left);
            writer.WriteStringValue(right);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteRaw(Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }
}
