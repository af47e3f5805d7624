using System.Globalization;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Loading;

/// <summary>Folders as optimum and sentence-transformers write them.</summary>
public sealed class ExportedFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExportedFolderTests()
    {
        _folder.Write("tokenizer.json", "{}");
        _folder.Write("model.onnx", "");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("BertForSequenceClassification", """{"0":"no","1":"yes"}""", null, ModelTasks.TextClassification, ScoreActivation.Softmax)]
    [InlineData("BertForSequenceClassification", """{"1":"yes","0":"no"}""", "multi_label_classification", ModelTasks.TextClassification, ScoreActivation.Sigmoid)]
    [InlineData("XLMRobertaForSequenceClassification", """{"0":"LABEL_0"}""", null, ModelTasks.TextRanking, ScoreActivation.Sigmoid)]
    [InlineData("BertForSequenceClassification", """{"0":"LABEL_0"}""", "regression", ModelTasks.TextClassification, ScoreActivation.None)]
    [InlineData("DistilBertForTokenClassification", """{"0":"O","1":"B-x"}""", null, ModelTasks.TokenClassification, ScoreActivation.Softmax)]
    [InlineData("LlamaForCausalLM", null, null, ModelTasks.TextGeneration, ScoreActivation.Softmax)]
    [InlineData("GPT2LMHeadModel", null, null, ModelTasks.TextGeneration, ScoreActivation.Softmax)]
    [InlineData("BertModel", null, null, ModelTasks.FeatureExtraction, ScoreActivation.Softmax)]
    public void TheTaskComesFromTheArchitecture(string architecture, string? labels, string? problem, string task, ScoreActivation activation)
    {
        Config(architecture, labels, problem);
        var manifest = ModelFolder.Open(_folder.Path).Manifest;
        Assert.Equal((task, activation, "model.onnx", "tokenizer.json", 512), (manifest.Task, manifest.Activation, manifest.ModelFile, manifest.TokenizerFile, manifest.MaxTokens));
        Assert.Equal(labels is null ? 0 : labels.Count(letter => letter == ':'), manifest.Labels.Count);
        Assert.True(manifest.Labels.Count != 2 || manifest.Labels[1] is "yes" or "B-x");
    }

    [Theory]
    [InlineData("BertForSequenceClassification", null, "'id2label' is missing")]
    [InlineData("BertForSequenceClassification", "{}", "'id2label' is missing")]
    [InlineData("BertForSequenceClassification", """{"0":"a","2":"b"}""", "its keys must be the numbers from 0 to 1")]
    [InlineData("BertForSequenceClassification", """{"0":"a","zero":"b"}""", "its keys must be the numbers from 0 to 1")]
    [InlineData("BertForSequenceClassification", """{"0":"a","00":"b"}""", "its keys must be the numbers from 0 to 1")]
    [InlineData("CLIPVision", null, "'architectures' is CLIPVision")]
    public void WhatCannotBeUnderstoodIsSaid(string architecture, string? labels, string expected)
    {
        Config(architecture, labels);
        var exception = Assert.Throws<ModelFormatException>(() => ModelFolder.Open(_folder.Path));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheShortestLimitCountsAndNoLimitIsNone()
    {
        Config("BertModel", null);
        _folder.Write("tokenizer_config.json", """{"model_max_length":1000000000000000019884624838656}""");
        Assert.Equal(512, MaxTokens());
        _folder.Write("tokenizer_config.json", """{"model_max_length":384}""");
        Assert.Equal(384, MaxTokens());
        _folder.Write("sentence_bert_config.json", """{"max_seq_length":256}""");
        Assert.Equal(256, MaxTokens());
        _folder.Write("config.json", """{"architectures":["XLMRobertaModel"],"model_type":"xlm-roberta","max_position_embeddings":130,"pad_token_id":1}""");
        Assert.Equal(128, MaxTokens());

        int MaxTokens() => ModelFolder.Open(_folder.Path).Manifest.MaxTokens;
    }

    [Fact]
    public void WhichOfSeveralFilesWasTakenIsSaidAndCanBeChosen()
    {
        Config("BertModel", null);
        _folder.Write("onnx/model.onnx", "");
        _folder.Write("onnx/model_fp16.onnx", "");
        _folder.Write("onnx/model_quantized.onnx", "");
        _folder.Write("onnx/model_q4f16.onnx", "");

        Assert.Equal(
            "onnx/model.onnx of model.onnx, onnx/model.onnx, onnx/model_fp16.onnx, onnx/model_q4f16.onnx, onnx/model_quantized.onnx",
            ModelFolder.Open(_folder.Path).Choice?.ToString());
        Assert.Equal("onnx/model_fp16.onnx", ModelFolder.Open(_folder.Path, precision: "FP16").Manifest.ModelFile);
        Assert.Equal("onnx/model_quantized.onnx", ModelFolder.Open(_folder.Path, precision: "int8").Manifest.ModelFile);
        Assert.Equal("onnx/model_q4f16.onnx", new ModelLocator([]).Open(_folder.Path + ":onnx/model_q4f16.onnx").Manifest.ModelFile);
        var exception = Assert.Throws<ModelFileMissingException>(() => ModelFolder.Open(_folder.Path, precision: "bf16"));
        Assert.Contains("fp16 (onnx/model_fp16.onnx)", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ModelFileMissingException>(() => ModelFolder.Open(_folder.Path, "../other/model.onnx"));
    }

    [Fact]
    public void ReferencesWithFilesAreReadAndDrivesAreNot()
    {
        Assert.Equal(new ModelReference("a/b", "onnx/x.onnx"), ModelReference.Parse("a/b:onnx/x.onnx"));
        Assert.Equal(new ModelReference(@"C:\models\x.onnx", null), ModelReference.Parse(@"C:\models\x.onnx"));
        Assert.Equal(new ModelReference("name", null), ModelReference.Parse("name"));
        Assert.Equal(new ModelReference("name:tag", null), ModelReference.Parse("name:tag"));
    }

    [Fact]
    public void PrefixesAndPoolingOfSentenceTransformersAreTaken()
    {
        Config("BertModel", null);
        _folder.Write("modules.json", """[{"type":"sentence_transformers.models.Transformer","path":""},{"type":"sentence_transformers.models.Pooling","path":"1_Pooling"},{"type":"sentence_transformers.models.Normalize","path":"2_Normalize"}]""");
        _folder.Write("1_Pooling/config.json", """{"word_embedding_dimension":8,"pooling_mode_lasttoken":true}""");
        _folder.Write("config_sentence_transformers.json", """{"prompts":{"query":"ask: ","document":"text: "}}""");
        var manifest = ModelFolder.Open(_folder.Path).Manifest;
        Assert.Equal((ModelTasks.Embedding, PoolingKind.LastToken, true, 8), (manifest.Task, manifest.Pooling, manifest.IsNormalized, manifest.Dimension));
        Assert.Equal(("ask: ", "text: "), (manifest.QueryPrefix, manifest.PassagePrefix));

        _folder.Write("modules.json", """[{"type":"sentence_transformers.models.Pooling","path":"../elsewhere"}]""");
        Assert.Throws<ModelFormatException>(() => ModelFolder.Open(_folder.Path));
        _folder.Write("modules.json", """[{"type":"sentence_transformers.models.Dense","path":"1"}]""");
        Assert.Contains("'sentence_transformers.models.Dense' is not supported", Assert.Throws<ModelFormatException>(() => ModelFolder.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("injection-minilm", ModelTasks.TextClassification, 2, 256)]
    [InlineData("ner-minilm-wnut17", ModelTasks.TokenClassification, 13, 256)]
    [InlineData("SmolLM2-135M-Instruct", ModelTasks.TextGeneration, 0, 8192)]
    [InlineData("all-MiniLM-L6-v2", ModelTasks.Embedding, 0, 256)]
    public void TheExportsOfTheReferenceDataAreRecognised(string name, string task, int labels, int maxTokens)
    {
        var manifest = ModelFolder.Open(SharedData.PathOf("models", name)).Manifest;
        Assert.Equal((name, task, labels, maxTokens, "onnx/model.onnx"), (manifest.Id, manifest.Task, manifest.Labels.Count, manifest.MaxTokens, manifest.ModelFile));
    }

    private void Config(string architecture, string? labels, string? problem = null) => _folder.Write("config.json", string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"architectures":["{{architecture}}"],"model_type":"bert","max_position_embeddings":512{{(labels is null ? "" : ",\"id2label\":" + labels)}}{{(problem is null ? "" : $",\"problem_type\":\"{problem}\"")}}}"""));
}
