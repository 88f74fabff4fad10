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

    /// <summary>The value of an environment variable, literal or of a ConfigMap's key; null when it is not set or empty.</summary>
    public string? Variable(string name)
    {
        var variable = Container.Items("env").FirstOrDefault(e => e.PartName() == name);
        var map = variable.At("valueFrom", "configMapKeyRef");
        var value = map is null
            ? variable.Text("value")
            : View.Get(Kinds.ConfigMaps, Pod.Namespace(), map.Text("name") ?? "").Text("data", map.Text("key") ?? "");
        return value is { Length: > 0 } ? value : null;
    }

    public bool HasEnv(string name) => Container.Items("env").Any(e => e.PartName() == name);
}
