namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>A cluster, and what happens to it.</summary>
/// <param name="Nodes">How many nodes there are at first.</param>
/// <param name="Spec">The ClusterNetwork's spec.</param>
/// <param name="Mishaps">What happens, and the number that each is told.</param>
/// <param name="Joins">A node joins in the end.</param>
internal sealed record Story(int Nodes, string Spec, (Mishap What, int Which)[] Mishaps, bool Joins)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Nodes} nodes, {Spec}: {string.Join(", ", Mishaps.Select(m => $"{m.What.Name} ({m.Which})"))}"
        + (Joins ? ", and a node joins" : "");
}
