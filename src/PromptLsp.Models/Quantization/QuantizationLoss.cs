namespace PromptLsp.Models.Quantization;

/// <summary>How two models differ on some texts.</summary>
/// <param name="Texts">Number of texts.</param>
/// <param name="CosineMin">Least cosine of the two outputs for a text.</param>
/// <param name="CosineMean">Mean cosine.</param>
/// <param name="GreatestDifference">Greatest difference of two numbers of the outputs (for an embedding after normalisation, for a classifier of logits).</param>
/// <param name="OtherLabels">Texts or tokens whose greatest logit is another; null where there are no labels.</param>
/// <param name="BatchDifference">Greatest difference between a text alone and the same among others, in the quantised model.</param>
/// <param name="OriginalRate">Texts a second of the original, one at a time on one thread.</param>
/// <param name="QuantizedRate">Texts a second of the quantised model.</param>
public sealed record QuantizationLoss(
    int Texts, double CosineMin, double CosineMean, double GreatestDifference, int? OtherLabels, double BatchDifference, double OriginalRate, double QuantizedRate);
