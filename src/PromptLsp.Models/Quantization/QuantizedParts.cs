namespace PromptLsp.Models.Quantization;

/// <summary>What was quantised.</summary>
/// <param name="Products">Products of an activation and a matrix.</param>
/// <param name="Tables">Lookups in tables.</param>
/// <param name="LeftAsTheyAre">Products of other kinds.</param>
public sealed record QuantizedParts(int Products, int Tables, int LeftAsTheyAre);
