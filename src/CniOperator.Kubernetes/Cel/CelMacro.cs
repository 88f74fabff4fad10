namespace CniOperator.Kubernetes.Cel;

/// <summary>
/// A macro over a list or the keys of a map: all, exists, exists_one, map, filter. <paramref name="Filter"/> is for the three-argument map.
/// </summary>
internal sealed record CelMacro(string Name, CelNode Range, string Variable, CelNode? Filter, CelNode Body, int Offset) : CelNode(Offset);
