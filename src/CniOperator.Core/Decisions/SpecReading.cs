using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Validation;

namespace CniOperator.Core.Decisions;

/// <summary>
/// A spec as the server sent it, read by the reader that <c>validate</c> uses, so that command and operator never disagree. Servers check
/// specs by the CRD, but an older CRD, or one without its schema, lets through what this version cannot read.
/// </summary>
internal sealed record SpecReading(ClusterNetworkSpec? Spec, IReadOnlyList<Finding> Findings)
{
    internal static SpecReading Of(string name, JsonObject? spec)
    {
        var document = new JsonObject
        {
            ["apiVersion"] = ClusterNetworkApi.ApiVersion,
            ["kind"] = ClusterNetworkApi.Kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec?.DeepClone() ?? new JsonObject(),
        };
        var reading = ClusterNetworkReader.Read(document.ToJsonString(), $"ClusterNetwork {name}");
        var problems = reading.Problems.Select(p => new Finding(
            SpecRules.Unreadable,
            new FieldSubject(p.Field.Length > 0 ? p.Field : "spec"),
            p.Message,
            p.Fix.Length > 0 ? p.Fix : "Correct it; kubectl explain clusternetwork.spec shows what is allowed"
        ));
        return new SpecReading(reading.Spec, [.. problems]);
    }
}
