using YamlDotNet.Core;

namespace PromptLsp.Syntax.Yaml;

/// <summary>A node with the number of nodes and levels in it, aliases counted as often as they are used.</summary>
internal sealed record SizedNode(YamlNode Node, int Size, int Depth)
{
    /// <summary>This container's figures with one more child.</summary>
    public SizedNode Plus(SizedNode child) =>
        this with { Size = (int)Math.Min((long)Size + child.Size, int.MaxValue), Depth = Math.Max(Depth, child.Depth + 1) };
}

/// <summary>The anchors of one document. Aliases give the anchored node again, so limits keep a small text from standing for a huge tree.</summary>
internal sealed class YamlAnchors
{
    private const int MaxAliasedNodes = 5_000;
    private readonly Dictionary<string, SizedNode?> _nodes = new(StringComparer.Ordinal);
    private int _aliased;

    /// <summary>A container with an anchor begins: an alias within it would be a cycle.</summary>
    public void Begin(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            _nodes[anchor.Value] = null;
        }
    }

    /// <summary>A node with an anchor is complete.</summary>
    public void End(AnchorName anchor, SizedNode node)
    {
        if (!anchor.IsEmpty)
        {
            _nodes[anchor.Value] = node;
        }
    }

    /// <summary>The node that an alias stands for, or null and what is wrong.</summary>
    public (SizedNode? Node, string Problem) Resolve(AnchorName alias, int depth, int maxDepth)
    {
        if (!_nodes.TryGetValue(alias.Value, out var node))
        {
            return (null, $"Nothing above is anchored as '&{alias.Value}'. Put text that begins with '*' in quotes.");
        }

        if (node is null)
        {
            return (null, $"The alias '*{alias.Value}' stands within its own anchor: that would never end. Write the value out.");
        }

        if (depth + node.Depth - 1 > maxDepth || _aliased + (long)node.Size > MaxAliasedNodes)
        {
            return (null, $"Aliases make this YAML too large (at most {MaxAliasedNodes} nodes and {maxDepth} levels). Write the values out.");
        }

        _aliased += node.Size;
        return (node, "");
    }
}
