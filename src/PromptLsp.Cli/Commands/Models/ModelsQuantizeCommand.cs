using System.CommandLine;
using System.Globalization;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Quantization;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models quantize</c>: makes a row-wise int8 model of a float one.</summary>
internal static class ModelsQuantizeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var (model, precision) = (ModelsCommand.Model(), ModelsCommand.Precision());
        var output = new Option<string>("--output", "-o") { Description = "The folder to make; it must not exist.", Required = true, HelpName = "FOLDER" };
        var data = new Option<string?>("--data") { Description = "Texts to measure the loss on: lines, or JSON lines with `text`.", HelpName = "FILE" };
        var command = new Command("quantize", "Makes a row-wise int8 model of a float one, whose results do not depend on the batch; tells size and, with --data, loss and speed.") { model, output, data, precision };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var texts = parsed.GetValue(data) is { } path ? QuantizationTexts.Read(path) : null;
            var source = ModelLocator.Default.Open(parsed.GetRequiredValue(model), parsed.GetValue(precision));
            var parts = await Task.Run(() => QuantizedPackage.Create(source, parsed.GetRequiredValue(output), cancellationToken), cancellationToken);
            var made = ModelFolder.Open(parsed.GetRequiredValue(output));
            foreach (var line in Report(source, made, parts))
            {
                await console.Output.WriteLineAsync(line);
            }

            if (texts is not null)
            {
                await console.Output.FlushAsync(cancellationToken);
                var loss = await Task.Run(() => new QuantizationLossMeter(TimeProvider.System).Measure(source, made, texts, cancellationToken), cancellationToken);
                foreach (var line in Report(loss))
                {
                    await console.Output.WriteLineAsync(line);
                }
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Report(ModelFolder source, ModelFolder made, QuantizedParts parts)
    {
        var (before, after) = (new FileInfo(source.ModelPath).Length, new FileInfo(made.ModelPath).Length);
        return
        [
            $"made:       {made.ModelPath}",
            $"from:       {source.ModelPath}",
            Invariant($"quantised:  {parts.Products} products, {parts.Tables} lookups; {parts.LeftAsTheyAre} products of other kinds are as they were"),
            Invariant($"size:       {before:N0} -> {after:N0} bytes ({100.0 * after / before:0.0} %)"),
        ];
    }

    private static IEnumerable<string> Report(QuantizationLoss loss)
    {
        yield return Invariant($"texts:      {loss.Texts}");
        yield return Invariant($"cosine:     mean {loss.CosineMean:0.00000}, least {loss.CosineMin:0.00000}");
        yield return Invariant($"difference: at most {loss.GreatestDifference:0.####}{(loss.OtherLabels is { } other ? $"; {other} other labels" : "")}");
        yield return Invariant($"batches:    alone against among others at most {loss.BatchDifference:0.0e+0}");
        yield return Invariant($"speed:      {loss.OriginalRate:0.0} -> {loss.QuantizedRate:0.0} texts a second, one at a time on one thread");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
