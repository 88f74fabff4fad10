using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Controllers;

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
    string? AddFailure(NodeDisk disk);
}

/// <summary>What a process can see: its pod, its container, its node and, through its mounts and its service account, the cluster.</summary>
internal sealed record ProcessContext(
    JsonObject Pod,
    JsonObject Container,
    JsonObject Node,
    NodeDisk Disk,
    ClusterView View,
    DateTimeOffset Now
)
{
    public string Image => Container.Text("image") ?? "";

    /// <summary>A file as the container sees it, or null.</summary>
    public string? ReadFile(string path) => MountedFiles.Read(Pod, Container, path, View);

    /// <summary>Command and arguments in one list.</summary>
    public IEnumerable<string> CommandLine => Container.Texts("command").Concat(Container.Texts("args"));

    public bool HasEnv(string name) => Container.Items("env").Any(e => e.PartName() == name);
}
