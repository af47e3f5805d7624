namespace PromptLsp.Testing.Fixtures;

/// <summary>A fixture's marks are wrong: the test is, not the product.</summary>
public sealed class FixtureException(string message) : Exception(message);
