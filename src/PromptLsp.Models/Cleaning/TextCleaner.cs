using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Cleaning;

/// <summary>Prepares texts for a model, in time linear in the text. Immutable; safe for concurrent callers.</summary>
public sealed class TextCleaner
{
    private readonly List<ITextNormalizer> _steps = [];

    /// <param name="options">What is done.</param>
    public TextCleaner(TextCleaningOptions options)
    {
        if (options.StripsHtml)
        {
            _steps.Add(new HtmlStep());
        }

        if (options.Urls != UrlRule.Keep)
        {
            _steps.Add(new UrlStep(options.Urls == UrlRule.Replace ? "URL" : ""));
        }

        if (options.Unicode != UnicodeForm.None)
        {
            _steps.Add(new UnicodeNormalizer(options.Unicode is UnicodeForm.Nfkc or UnicodeForm.Nfkd, options.Unicode is UnicodeForm.Nfc or UnicodeForm.Nfkc));
        }

        if (options.Lowercases)
        {
            _steps.Add(new LowercaseNormalizer());
        }

        if (options.CollapsesSpace)
        {
            _steps.Add(new SpaceStep());
        }
    }

    /// <summary>Prepares one text; half a surrogate pair becomes U+FFFD.</summary>
    public CleanedText Clean(string text) =>
        new(_steps.Aggregate(new AlignedText(AlignedText.WithoutLoneSurrogates(text), 0), (current, step) => step.Normalize(current)));
}
