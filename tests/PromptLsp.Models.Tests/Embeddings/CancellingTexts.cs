using System.Collections;

namespace PromptLsp.Models.Tests.Embeddings;

/// <summary>Texts that cancel when a certain one is asked for.</summary>
internal sealed class CancellingTexts(string[] texts, int cancelAt, CancellationTokenSource source) : IReadOnlyList<string>
{
    public int Count => texts.Length;

    public string this[int index]
    {
        get
        {
            if (index == cancelAt)
            {
                source.Cancel();
            }

            return texts[index];
        }
    }

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)texts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
