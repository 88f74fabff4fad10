using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop.Stories;

/// <summary>
/// Ordinary pods of the pod network, one on each node, started after everything happened: whether they run and reach each other is whether
/// the network works.
/// </summary>
internal sealed class Witnesses(Lab lab)
{
    private static readonly ResourceName Nodes = new("", "nodes");
    private static readonly ResourceName Pods = new("", "pods");

    internal void Start()
    {
        foreach (var node in lab.State.List(Nodes).Select(n => n.Name()))
            lab.State.Create(
                Pods,
                Lab.Json(
                    $$$"""
                    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"witness-{{{node}}}","namespace":"default"},
                     "spec":{"nodeName":"{{{node}}}","tolerations":[{"operator":"Exists"}],"containers":[{"name":"c","image":"witness:1"}]}}
                    """
                ),
                "test"
            );
    }

    /// <summary>
    /// Nodes that are there, reported by their kubelets and open for pods, on which the witness does not run, or is out of another's reach.
    /// </summary>
    internal IReadOnlyList<string> Failing()
    {
        List<string> nodes = [.. lab.State.List(Nodes).Where(Counts).Select(n => n.Name())];
        return [.. nodes.Where(n => !Runs(n) || nodes.Exists(o => o != n && !lab.Cluster.Nodes.Reach(n, o)))];
    }

    private bool Runs(string node) =>
        lab.State.Get(Pods, "default", $"witness-{node}") is not { } pod || pod.Text("status", "phase") == "Running";

    // A node that is ill for another reason than its network is not the network's matter, nor is one whose kubelet is silent.
    private static bool Counts(JsonObject node)
    {
        var ready = node.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == "Ready");
        var network = ready.Text("message")?.Contains("cni plugin not initialized", StringComparison.Ordinal) == true;
        return ready.Text("status") == "True" || (ready.Text("status") == "False" && network);
    }
}
