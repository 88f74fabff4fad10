using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules of pod specs (<c>k8s.io/kubernetes/pkg/apis/core/validation</c>) that manifests break in practice.</summary>
public static class PodChecks
{
    /// <summary>What is said of a change that a pod does not allow.</summary>
    public const string FrozenSpec =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    internal static void Spec(JsonObject spec, string path, Check check)
    {
        var volumes = Volumes(spec, path, check);
        var names = new HashSet<string>();
        var hostNetwork = spec.Flag("hostNetwork");
        // Containers come first: a name they have is what an init container repeats.
        foreach (var list in new[] { "containers", "initContainers" })
        {
            var i = 0;
            foreach (var container in spec.Items(list))
                ContainerRules.Run(container, $"{path}.{list}[{i++}]", volumes, names, hostNetwork, check);
        }

        check.NonNegative(path, spec, "terminationGracePeriodSeconds");
        MetadataRules.Labels(spec.Map("nodeSelector"), $"{path}.nodeSelector", check);
        if (spec.Text("serviceAccountName") is { Length: > 0 } account)
            check.Each($"{path}.serviceAccountName", account, NameRules.Subdomain(account));
        Tolerations(spec, path, check);
    }

    private static HashSet<string> Volumes(JsonObject spec, string path, Check check)
    {
        var names = new HashSet<string>();
        var i = 0;
        foreach (var volume in spec.Items("volumes"))
        {
            var at = $"{path}.volumes[{i++}]";
            if (volume.Text("name") is { } name)
            {
                if (name.Length == 0)
                    check.Required($"{at}.name");
                else
                    check.Each($"{at}.name", name, NameRules.Label(name));
                if (!names.Add(name))
                    check.Duplicate($"{at}.name", name);
            }

            var sources = volume.Where(f => f.Key != "name" && f.Value is not null).Select(f => f.Key).ToList();
            foreach (var extra in sources.Skip(1))
                check.Forbidden($"{at}.{extra}", "may not specify more than 1 volume type");
            HostPath(volume.Map("hostPath"), $"{at}.hostPath", check);
            if (volume.Map("configMap") is { } map && map.Text("name") is null or "")
                check.Required($"{at}.configMap.name");
            if (volume.Map("secret") is { } secret && secret.Text("secretName") is null or "")
                check.Required($"{at}.secret.secretName");
        }

        return names;
    }

    private static void HostPath(JsonObject? source, string path, Check check)
    {
        if (source?.Text("path") is not { } text)
            return;
        if (text.Length == 0)
            check.Required($"{path}.path");
        else if (text.Split('/').Contains(".."))
            check.Invalid($"{path}.path", text, "must not contain '..'");
    }

    private static void Tolerations(JsonObject spec, string path, Check check)
    {
        var i = 0;
        foreach (var toleration in spec.Items("tolerations"))
        {
            var at = $"{path}.tolerations[{i++}]";
            var (key, value) = (toleration.Text("key") ?? "", toleration.Text("value") ?? "");
            var op = toleration.Text("operator") ?? "";
            if (key.Length > 0)
                check.Each($"{at}.key", key, NameRules.Qualified(key));
            else if (op != "Exists")
                check.Invalid(
                    $"{at}.operator",
                    op,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\""
                );
            if (op == "Exists" && value.Length > 0)
                check.Invalid($"{at}.operator", toleration.DeepClone(), "value must be empty when `operator` is 'Exists'");
            if (toleration["tolerationSeconds"] is not null && toleration.Text("effect") != "NoExecute")
                check.Invalid(
                    $"{at}.effect",
                    toleration.Text("effect") ?? "",
                    "effect must be 'NoExecute' when `tolerationSeconds` is set"
                );
        }
    }

    /// <summary>What may change in a pod that exists: images, deadline, more tolerations.</summary>
    internal static void Update(JsonObject spec, JsonObject old, Check check)
    {
        if (!JsonNode.DeepEquals(WithoutMutable(spec), WithoutMutable(old)))
            check.Forbidden("spec", FrozenSpec);
    }

    private static JsonObject WithoutMutable(JsonObject spec)
    {
        var copy = (JsonObject)spec.DeepClone();
        copy.Remove("activeDeadlineSeconds");
        copy.Remove("tolerations");
        // A pod is bound to its node through a separate endpoint, which checks that this happens once.
        copy.Remove("nodeName");
        copy.Remove("schedulingGates");
        foreach (var container in copy.Items("containers").Concat(copy.Items("initContainers")))
            container.Remove("image");
        copy.Remove("ephemeralContainers");
        return copy;
    }
}
