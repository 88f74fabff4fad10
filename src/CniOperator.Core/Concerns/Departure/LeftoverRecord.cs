using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Departure;

/// <summary>The list of what stays, in a ConfigMap that no one owns: it outlives the ClusterNetwork, until a person deletes it.</summary>
internal static class LeftoverRecord
{
    private const string Prefix = "leftovers.";

    internal static string NameOf(string network) => Prefix + network;

    internal static ApplyStep StepOf(Leftovers leftovers) => new(ToManifest(leftovers), ApplyCause.Create, []);

    private static Manifest ToManifest(Leftovers leftovers) =>
        Manifest.Of(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["metadata"] = new JsonObject
                {
                    ["name"] = NameOf(leftovers.Network),
                    ["namespace"] = ClusterNetworkApi.OperatorNamespace,
                    ["labels"] = new JsonObject { [ClusterNetworkApi.ManagedByLabel] = ClusterNetworkApi.FieldManager },
                },
                ["data"] = new JsonObject { ["leftovers.yaml"] = YamlWriter.Write((JsonNode)leftovers.ToJson()) },
            }
        );
}
