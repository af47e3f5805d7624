using CsCheck;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Tests.Suites;

public sealed class CsvDocumentTests
{
    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        var cell = Gen.Char["ab,;\"\r\n é\t"].Array[0, 8].Select(characters => new string(characters));
        Gen.Select(cell.Array[2, 4].Array[1, 5], Gen.Int[0, 2].Select(i => new[] { "\n", "\r\n", "\r" }[i]), Gen.Char[",;\t"]).Sample((rows, newLine, delimiter) =>
        {
            var text = string.Join(newLine, rows.Select(row => string.Join(delimiter, row.Select(item => CsvDocument.Escape(item, delimiter)))));
            var read = CsvDocument.Parse(text, delimiter);
            Assert.Empty(read.Problems);
            Assert.Equal(rows.Select(row => string.Join('\u0001', row)), read.Records.Select(record => string.Join('\u0001', record.Select(item => item.Text))));
        });
    }

    [Fact]
    public void AnyTextIsReadOrRefused() =>
        Gen.Char["a,\"\r\n"].Array[0, 30].Select(characters => new string(characters)).Sample(text =>
        {
            var read = CsvDocument.Parse(text);
            Assert.True(read.Problems.Length <= 1);
            Assert.All(read.Records, record => Assert.All(record, item => Assert.InRange(item.Start, 0, text.Length)));
        });
}
