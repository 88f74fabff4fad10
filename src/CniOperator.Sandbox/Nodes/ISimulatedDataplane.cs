using System.Text.Json.Nodes;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>The rules of one network's daemon: what it checks when it starts, what it leaves on the node. Found by image name.</summary>
internal interface ISimulatedDataplane
{
    /// <summary>True when this image (without registry and tag: its last path segment) runs the daemon.</summary>
    bool Runs(string imageName, JsonObject container);

    /// <summary>What happens when the daemon starts.</summary>
    ProcessStart Start(ProcessContext context);

    /// <summary>Type of the CNI plugin that the daemon serves.</summary>
    string PluginType { get; }

    /// <summary>Why the plugin cannot connect a pod now, in the plugin's words; null when it can.</summary>
    string? AddFailure(NodeDisk disk, ClusterView view);
}
