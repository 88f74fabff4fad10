using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Core.AddressPlan.Selectors;

/// <summary>
/// Which nodes a pool is for, written as an expression: <c>zone == 'a' &amp;&amp; !has(rack)</c>. Grammar and meaning: Calico's
/// documentation,
/// "Selector syntax", and libcalico-go/lib/selector at v3.32: a label that is not there is unequal to every value and in no set.
/// </summary>
public sealed class NodeSelector : IEquatable<NodeSelector>
{
    private readonly Func<NodeLabels, bool>? _selects;

    private NodeSelector(string text, Func<NodeLabels, bool>? selects) => (Text, _selects) = (text, selects);

    /// <summary>Every node.</summary>
    public static NodeSelector All { get; } = new("all()", null);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>It selects every node whatever its labels are.</summary>
    public bool SelectsAll => _selects is null;

    /// <summary>Reads one; <c>null</c> when it is malformed. An empty one selects everything.</summary>
    public static NodeSelector? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim(' ', '\t') is "" or "all()")
            return All;
        return new NodeSelectorParser(text).Parse() is { } selects ? new NodeSelector(text, selects) : null;
    }

    /// <summary>True for a node with these labels.</summary>
    public bool Selects(NodeLabels labels) => _selects?.Invoke(labels) ?? true;

    /// <inheritdoc/>
    public bool Equals(NodeSelector? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeSelector);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
