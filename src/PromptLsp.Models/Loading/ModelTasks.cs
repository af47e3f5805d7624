namespace PromptLsp.Models.Loading;

/// <summary>What models are for, in the words of the manifest (the Hugging Face Hub's, but for <see cref="Embedding"/>).</summary>
public static class ModelTasks
{
    /// <summary>A text becomes one vector.</summary>
    public const string Embedding = "embedding";

    /// <summary>A text becomes one vector a token: an encoder of which nothing says how the vectors are pooled.</summary>
    public const string FeatureExtraction = "feature-extraction";

    /// <summary>A text or a pair gets labels.</summary>
    public const string TextClassification = "text-classification";

    /// <summary>Each token gets a label.</summary>
    public const string TokenClassification = "token-classification";

    /// <summary>A pair gets one number, the greater the closer: a cross-encoder.</summary>
    public const string TextRanking = "text-ranking";

    /// <summary>A text is continued.</summary>
    public const string TextGeneration = "text-generation";
}
