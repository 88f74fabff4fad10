using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Validation;

/// <summary>Rules over a spec that a schema cannot state: CIDR arithmetic, families, image references.</summary>
public static class SpecRules
{
    /// <summary>The findings for <paramref name="spec"/>, with those that it acknowledges marked.</summary>
    /// <param name="spec">A spec that the schema accepts.</param>
    /// <param name="knownRules">Ids of the rules that others (the addon catalog) may report; they count as known in <c>spec.acknowledge</c>.</param>
    public static IReadOnlyList<Finding> Check(ClusterNetworkSpec spec, IEnumerable<string>? knownRules = null) => [];
}
