namespace PromptLsp.Models.Heads;

/// <summary>Signed counts of hashes by bucket.</summary>
internal sealed class BucketCounts(int buckets)
{
    private readonly Dictionary<int, int> _counts = [];

    /// <summary>Buckets that were met; one whose signs cancel keeps its place with 0.</summary>
    public int Count => _counts.Count;

    public void Add(int hash)
    {
        // As scikit-learn: |hash| mod buckets, its one overflow set right by hand.
        var bucket = hash == int.MinValue ? (int)((int.MaxValue - (uint)(buckets - 1)) % (uint)buckets) : Math.Abs(hash) % buckets;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, bucket, out _) += hash >= 0 ? 1 : -1;
    }

    /// <summary>Writes columns ascending and values divided by the L2 norm.</summary>
    public void Write(int[] indices, float[] values, int at, int firstColumn)
    {
        var norm = Math.Sqrt(_counts.Values.Sum(count => (double)count * count));
        foreach (var (bucket, count) in _counts.OrderBy(entry => entry.Key))
        {
            indices[at] = firstColumn + bucket;
            values[at++] = norm == 0 ? 0 : (float)(count / norm);
        }
    }
}
