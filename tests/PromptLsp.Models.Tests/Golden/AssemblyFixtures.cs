using PromptLsp.Models.Tests.Golden;

[assembly: AssemblyFixture(typeof(ModelFixture))]
