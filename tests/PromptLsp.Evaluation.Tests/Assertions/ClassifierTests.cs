using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Reading;

namespace PromptLsp.Evaluation.Tests.Assertions;

public sealed class ClassifierTests
{
    [Theory]
    [InlineData("all is fine", """{"type":"classifier","model":"tone","value":"good","threshold":0.8}""", Verdict.Pass, 0.9, "Label \"good\" score 0.9000 is at least threshold 0.8")]
    [InlineData("all is fine", """{"type":"classifier","model":"tone","value":"good"}""", Verdict.Fail, 0.9, "Label \"good\" score 0.9000 is below threshold 1")]
    [InlineData("all is fine", """{"type":"classifier","model":"tone","value":"good","threshold":0.9}""", Verdict.Pass, 0.9, "Label \"good\" score 0.9000 is at least threshold 0.9")]
    [InlineData("no", """{"type":"classifier","model":"tone","threshold":0.7}""", Verdict.Pass, 0.75, "Label \"bad\" score 0.7500 is at least threshold 0.7")]
    [InlineData("all is fine", """{"type":"not-classifier","model":"tone","value":"bad","threshold":0.5}""", Verdict.Pass, 0.9, "Label \"bad\" score 0.1000 is below threshold 0.5")]
    [InlineData("no", """{"type":"not-classifier","model":"tone","value":"bad","threshold":0.5}""", Verdict.Fail, 0.25, "Label \"bad\" score 0.7500 is at least threshold 0.5")]
    [InlineData("no", """{"type":"classifier","model":"tone","value":"ugly"}""", Verdict.Error, 0, "The model words has no label \"ugly\". It has good, bad.")]
    [InlineData("no", """{"type":"classifier","model":"none"}""", Verdict.Unmeasured, 0, "The classifier failed, so this was not measured: There is no model none.")]
    [InlineData("Ada left", """{"type":"ner","model":"names","value":"person"}""", Verdict.Pass, 0.95, "person \"Ada\" score 0.9500 is at least threshold 0.5")]
    [InlineData("Ada left", """{"type":"ner","model":"names"}""", Verdict.Pass, 0.95, "person \"Ada\" score 0.9500 is at least threshold 0.5")]
    [InlineData("in Paris", """{"type":"ner","model":"names","value":["person","location"]}""", Verdict.Fail, 0.4, "location \"Paris\" score 0.4000 is below threshold 0.5")]
    [InlineData("in Paris", """{"type":"ner","model":"names","value":["person","location"],"threshold":0.3}""", Verdict.Pass, 0.4, "location \"Paris\" score 0.4000 is at least threshold 0.3")]
    [InlineData("nobody", """{"type":"ner","model":"names","value":"person"}""", Verdict.Fail, 0, "No person was found: score 0.0000 is below threshold 0.5")]
    [InlineData("nobody", """{"type":"not-ner","model":"names"}""", Verdict.Pass, 1, "No entity was found: score 0.0000 is below threshold 0.5")]
    [InlineData("Ada left", """{"type":"not-ner","model":"names","value":"person"}""", Verdict.Fail, 0.05, "person \"Ada\" score 0.9500 is at least threshold 0.5")]
    [InlineData("Ada left", """{"type":"ner","model":"names","value":"dragon"}""", Verdict.Error, 0, "The model words finds no \"dragon\". It finds person, location.")]
    public async Task TheScoreDecides(string output, string assertion, Verdict verdict, double score, string reason)
    {
        var record = await JudgeAsync(new JudgeModels { Classifiers = new WordClassifiers() }, output, assertion);
        Assert.Equal((verdict, reason), (record.Verdict, record.Reason));
        Assert.Equal(score, record.Score, 9);
    }

    [Fact]
    public async Task WithoutClassifiersNothingIsMeasured()
    {
        var record = await JudgeAsync(JudgeModels.None, "x", """{"type":"classifier","model":"tone"}""");
        Assert.Equal((Verdict.Unmeasured, "There are no local classifiers here, so this cannot be measured."), (record.Verdict, record.Reason));
    }

    [Theory]
    [InlineData("""{"type":"classifier","value":"good"}""", "classifier needs a model: the name of a local model, or its folder.")]
    [InlineData("""{"type":"contains","value":"good","model":"tone"}""", "contains takes no model. Remove it.")]
    [InlineData("""{"type":"classifier","model":"./tone"}""", "The model folder ./tone cannot be read here. Give the name of an installed model.")]
    [InlineData("""{"type":"classifier","model":"tone","value":["good"]}""", "classifier needs as value a label of the model, or none for any label, and has a list.")]
    [InlineData("""{"type":"classifier","model":"tone","value":"good","threshold":1.5}""", "The threshold of classifier must lie between 0 and 1.")]
    [InlineData("""{"type":"ner","model":"names","value":{"label":"person"}}""", "ner needs as value a kind of entity, a list of kinds, or none for any kind, and has an object.")]
    public async Task WhatMakesNoSenseIsAnError(string assertion, string reason)
    {
        var record = await JudgeAsync(new JudgeModels { Classifiers = new WordClassifiers() }, "x", assertion);
        Assert.Equal((Verdict.Error, reason), (record.Verdict, record.Reason));
    }

    private static async Task<AssertionRecord> JudgeAsync(JudgeModels models, string output, string assertion)
    {
        var read = new AssertionReader(new ValueFiles(null, ""), new ProblemList()).ReadAll([(JsonElement.Parse(assertion), "")]);
        var judgement = await new AssertionJudge(models).JudgeAsync(new AnswerUnderTest { Output = output }, read, null, TestContext.Current.CancellationToken);
        return judgement.Assertions[0];
    }
}
