using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// What a process can see: its pod, its container, its node and, through its mounts and its service account, the cluster.
/// </summary>
internal sealed record ProcessContext(
    JsonObject Pod,
    JsonObject Container,
    JsonObject Node,
    NodeDisk Disk,
    ClusterView View,
    DateTimeOffset Now
)
{
    /// <summary>Modules that the node's kernel lacks.</summary>
    public IReadOnlyList<string> MissingModules { get; init; } = [];

    /// <summary>The API server refuses its token, whatever it asks for.</summary>
    public bool Unauthorized { get; init; }

    public string Image => Container.Text("image") ?? "";

    /// <summary>A file as the container sees it, or null.</summary>
    public string? ReadFile(string path) => MountedFiles.Read(Pod, Container, path, View);

    /// <summary>Command and arguments in one list.</summary>
    public IEnumerable<string> CommandLine => Container.Texts("command").Concat(Container.Texts("args"));

    public bool HasEnv(string name) => Container.Items("env").Any(e => e.PartName() == name);
}
