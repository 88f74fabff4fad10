using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Validation;

internal static class ClusterNetworkSpecReader
{
    internal static (ClusterNetworkSpec? Spec, IReadOnlyList<Finding> Findings) Read(JsonObject spec) => throw new NotImplementedException(spec.ToJsonString());
}
