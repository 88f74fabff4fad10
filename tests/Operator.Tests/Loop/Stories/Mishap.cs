namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>Something that happens to a cluster.</summary>
/// <param name="Name">As a failed story prints it.</param>
/// <param name="Happen">Lets it happen; the number chooses the node, or whatever else there are several of.</param>
internal sealed record Mishap(string Name, Action<Lab, int> Happen);
