using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>Finds the content that a path has inside a container, from the ConfigMaps and Secrets mounted there.</summary>
internal static class MountedFiles
{
    public static string? Read(JsonObject pod, JsonObject container, string path, ClusterView view)
    {
        var mount = MountOf(container, path);
        var volume = mount is null ? null : VolumeOf(pod, mount);
        if (volume is null)
            return null;
        var below = path[(mount.Text("mountPath") ?? "").TrimEnd('/').Length..].TrimStart('/');
        var file = (mount.Text("subPath"), below) switch
        {
            (null, _) => below,
            ({ } sub, "") => sub,
            ({ } sub, _) => $"{sub}/{below}",
        };
        return Sources(volume).Select(s => FromSource(s.Kind, s.Source, file, pod.Namespace(), view)).FirstOrDefault(t => t is not null);
    }

    /// <summary>The host path that a container path lies in, or null.</summary>
    public static string? HostPath(JsonObject pod, JsonObject container, string path)
    {
        var mount = MountOf(container, path);
        var host = mount is null ? null : VolumeOf(pod, mount).Text("hostPath", "path");
        return host is null ? null : host.TrimEnd('/') + path[(mount.Text("mountPath") ?? "").TrimEnd('/').Length..];
    }

    /// <summary>The longest mount path that contains the path.</summary>
    private static JsonObject? MountOf(JsonObject container, string path) =>
        container
            .Items("volumeMounts")
            .Where(m => m.Text("mountPath")?.TrimEnd('/') is { } at && (path == at || path.StartsWith(at + "/", StringComparison.Ordinal)))
            .MaxBy(m => m.Text("mountPath")!.Length);

    private static JsonObject? VolumeOf(JsonObject pod, JsonObject mount) =>
        pod.Items("spec", "volumes").FirstOrDefault(v => v.PartName() == mount.PartName());

    private static IEnumerable<(string Kind, JsonObject Source)> Sources(JsonObject volume)
    {
        foreach (var source in volume.Items("projected", "sources").Prepend(volume))
        {
            if (source["configMap"] is JsonObject configMap)
                yield return ("configMap", configMap);
            if (source["secret"] is JsonObject secret)
                yield return ("secret", secret);
        }
    }

    private static string? FromSource(string kind, JsonObject source, string file, string? ns, ClusterView view)
    {
        var key = file;
        if (source["items"] is JsonArray)
        {
            key = source.Items("items").FirstOrDefault(i => i.Text("path") == file).Text("key");
            if (key is null)
                return null;
        }

        return kind == "configMap"
            ? view.Get(Kinds.ConfigMaps, ns, source.Text("name")).Text("data", key)
            : Decode(view.Get(Kinds.Secrets, ns, source.Text("secretName") ?? source.Text("name")), key);
    }

    private static string? Decode(JsonObject? secret, string key)
    {
        if (secret.Text("stringData", key) is { } plain)
            return plain;
        var data = secret.Text("data", key);
        if (data is null)
            return null;
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
