using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// What a pod refers to and the cluster lacks, in the kubelet's words. This is what proves that rendered manifests fit together.
/// </summary>
internal static class PodDependencies
{
    /// <summary>The first volume that cannot be mounted, or null.</summary>
    public static string? MountProblem(JsonObject pod, ClusterView view)
    {
        var account = pod.Text("spec", "serviceAccountName") ?? "default";
        if (pod.At("spec", "automountServiceAccountToken") is not JsonValue { } automount || automount.ToJsonString() != "false")
        {
            if (view.Get(Kinds.ServiceAccounts, pod.Namespace(), account) is null)
                return Mount(
                    $"kube-api-access-{Hashes.Encode(Hashes.Fnv64(pod.Uid()), 5)}",
                    $"failed to fetch token: serviceaccounts \"{account}\" not found"
                );
        }

        return pod.Items("spec", "volumes").Select(v => VolumeProblem(v, pod.Namespace(), view)).FirstOrDefault(p => p is not null);
    }

    /// <summary>
    /// The first environment reference that cannot be resolved, or null: the container then waits with CreateContainerConfigError.
    /// </summary>
    public static string? EnvironmentProblem(JsonObject pod, JsonObject container, ClusterView view)
    {
        var ns = pod.Namespace();
        foreach (var from in container.Items("envFrom"))
        {
            if (ReferenceProblem(from["configMapRef"], null, Kinds.ConfigMaps, ns, view) is { } configMap)
                return configMap;
            if (ReferenceProblem(from["secretRef"], null, Kinds.Secrets, ns, view) is { } secret)
                return secret;
        }

        foreach (var source in container.Items("env").Select(e => e["valueFrom"]))
        {
            var map = source.At("configMapKeyRef");
            if (ReferenceProblem(map, map.Text("key"), Kinds.ConfigMaps, ns, view) is { } configMap)
                return configMap;
            var secretRef = source.At("secretKeyRef");
            if (ReferenceProblem(secretRef, secretRef.Text("key"), Kinds.Secrets, ns, view) is { } secret)
                return secret;
        }

        return null;
    }

    private static string? VolumeProblem(JsonObject volume, string? ns, ClusterView view)
    {
        if (volume.Text("persistentVolumeClaim", "claimName") is { } claim)
            return Mount(volume.PartName(), $"persistentvolumeclaims \"{claim}\" not found");
        foreach (var source in volume.Items("projected", "sources").Prepend(volume))
        {
            var problem = SourceProblem(
                source["configMap"],
                source.Text("configMap", "name"),
                "configmap",
                "config",
                Kinds.ConfigMaps,
                ns,
                view
            )
                ?? SourceProblem(
                    source["secret"],
                    source.Text("secret", "secretName") ?? source.Text("secret", "name"),
                    "secret",
                    "secret",
                    Kinds.Secrets,
                    ns,
                    view
                );
            if (problem is not null)
                return Mount(volume.PartName(), problem);
        }

        return null;
    }

    private static string? SourceProblem(
        JsonNode? source,
        string? name,
        string kind,
        string keyKind,
        Storage.ResourceName resource,
        string? ns,
        ClusterView view
    )
    {
        if (source is null || source.Flag("optional"))
            return null;
        if (view.Get(resource, ns, name) is not { } target)
            return $"{kind} \"{name}\" not found";
        var missing = source.Items("items").Select(i => i.Text("key")).FirstOrDefault(k => k is not null && !HasKey(target, k));
        return missing is null ? null : $"references non-existent {keyKind} key: {missing}";
    }

    private static string? ReferenceProblem(JsonNode? reference, string? key, Storage.ResourceName resource, string? ns, ClusterView view)
    {
        if (reference is null || reference.Flag("optional"))
            return null;
        var isSecret = resource == Kinds.Secrets;
        var name = reference.Text("name");
        if (view.Get(resource, ns, name) is not { } target)
            return $"{(isSecret ? "secret" : "configmap")} \"{name}\" not found";
        return key is null || HasKey(target, key) ? null : $"couldn't find key {key} in {(isSecret ? "Secret" : "ConfigMap")} {ns}/{name}";
    }

    private static bool HasKey(JsonObject target, string key) =>
        target.At("data", key) is not null || target.At("binaryData", key) is not null || target.At("stringData", key) is not null;

    private static string Mount(string volume, string problem) => $"MountVolume.SetUp failed for volume \"{volume}\" : {problem}";
}
