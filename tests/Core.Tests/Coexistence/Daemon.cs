using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Tests.Coexistence;

/// <summary>DaemonSets of others as a cluster would have them, and what is recognised in them.</summary>
internal static class Daemon
{
    /// <summary>One that runs on three nodes and uses the hosts' network.</summary>
    internal static JsonObject Of(string ns, string name, string image, string labels = "{}", string container = "agent") =>
        (JsonObject)
            JsonNode.Parse(
                $$$"""
                {"apiVersion":"apps/v1","kind":"DaemonSet",
                 "metadata":{"name":"{{{name}}}","namespace":"{{{ns}}}","uid":"{{{ns}}}-{{{name}}}","generation":1,"labels":{}},
                 "spec":{"template":{"metadata":{"labels":{{{labels}}}},
                   "spec":{"hostNetwork":true,"containers":[{"name":"{{{container}}}","image":"{{{image}}}"}] } } },
                 "status":{"observedGeneration":1,"desiredNumberScheduled":3}}
                """
            )!;

    /// <summary>The names of what is recognised.</summary>
    internal static IReadOnlyList<string> Recognised(params JsonObject[] daemons) =>
        [.. Found(daemons).Found.Select(f => f.Dataplane.Name)];

    /// <summary>What is recognised.</summary>
    internal static ObservedDataplanes Found(params IEnumerable<JsonObject> daemons) =>
        DataplaneRecognition.In(daemons.Select(DaemonView.Of), [], AddonCatalog.BuiltIn.Dataplanes);

    /// <summary>What is recognised on nodes alone.</summary>
    internal static ObservedDataplanes OnNodes(params JsonObject[] nodes) =>
        DataplaneRecognition.In([], [.. nodes.Select(NodeView.Of)], AddonCatalog.BuiltIn.Dataplanes);
}
