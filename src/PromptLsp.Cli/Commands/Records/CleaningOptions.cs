using System.CommandLine;
using PromptLsp.Models.Cleaning;

namespace PromptLsp.Cli.Commands.Records;

/// <summary>How texts are prepared before a local model reads them: nothing unless it is asked for.</summary>
internal sealed class CleaningOptions
{
    private readonly Option<bool> _html = new("--strip-html") { Description = "Takes HTML away: tags, comments, scripts and styles; character references become characters." };
    private readonly Option<string> _urls = new("--urls") { Description = "Web addresses stay, are taken away, or become the word URL.", DefaultValueFactory = _ => "keep", HelpName = "keep|remove|replace" };
    private readonly Option<string> _unicode = new("--unicode") { Description = "The normalization form of Unicode.", DefaultValueFactory = _ => "none", HelpName = "none|nfc|nfd|nfkc|nfkd" };
    private readonly Option<bool> _lowercase = new("--lowercase") { Description = "Makes letters small." };
    private readonly Option<bool> _space = new("--collapse-space") { Description = "Makes each run of white space one space, and none at the ends." };

    /// <summary>Puts them on a command.</summary>
    public CleaningOptions(Command command)
    {
        _urls.AcceptOnlyFromAmong("keep", "remove", "replace");
        _unicode.AcceptOnlyFromAmong("none", "nfc", "nfd", "nfkc", "nfkd");
        command.Add(_html);
        command.Add(_urls);
        command.Add(_unicode);
        command.Add(_lowercase);
        command.Add(_space);
    }

    /// <summary>What was asked for; null where nothing was.</summary>
    public TextCleaner? Cleaner(ParseResult parsed)
    {
        var options = new TextCleaningOptions
        {
            StripsHtml = parsed.GetValue(_html),
            Urls = Enum.Parse<UrlRule>(parsed.GetRequiredValue(_urls), ignoreCase: true),
            Unicode = Enum.Parse<UnicodeForm>(parsed.GetRequiredValue(_unicode), ignoreCase: true),
            Lowercases = parsed.GetValue(_lowercase),
            CollapsesSpace = parsed.GetValue(_space),
        };
        return options == new TextCleaningOptions() ? null : new TextCleaner(options);
    }
}
