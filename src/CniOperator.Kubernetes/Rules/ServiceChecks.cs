using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules of Services.</summary>
internal static class ServiceChecks
{
    internal static void Run(JsonObject obj, JsonObject? old, Check check)
    {
        var spec = obj.Map("spec") ?? [];
        var isHeadless = spec.Text("clusterIP") == "None";
        var ports = spec.Items("ports").ToList();
        if (ports.Count == 0 && !isHeadless && spec.Text("type") != "ExternalName")
            check.Required("spec.ports");
        var seen = new HashSet<string>();
        var names = new HashSet<string>();
        for (var i = 0; i < ports.Count; i++)
        {
            Port(ports[i], $"spec.ports[{i}]", ports.Count > 1, names, check);
            if (!seen.Add($"{ports[i]["protocol"]}/{ports[i]["port"]}"))
                check.Duplicate($"spec.ports[{i}]", ports[i].DeepClone());
        }

        MetadataRules.Labels(spec.Map("selector"), "spec.selector", check);
        if (spec.Text("type") == "ExternalName" && spec.Text("externalName") is null or "")
            check.Required("spec.externalName");
        if (
            old?.Map("spec") is { } before
            && Text(before["clusterIPs"]) is { Length: > 0 } had
            && spec.Text("type") != "ExternalName"
            && had != Text(spec["clusterIPs"])
        )
            check.Invalid("spec.clusterIPs[0]", spec["clusterIPs"]?.DeepClone(), "may not change once set");
    }

    private static void Port(JsonObject port, string path, bool needsName, HashSet<string> names, Check check)
    {
        if (port.Text("name") is { Length: > 0 } name)
        {
            check.Each($"{path}.name", name, NameRules.Label(name));
            if (!names.Add(name))
                check.Duplicate($"{path}.name", name);
        }
        else if (needsName)
        {
            check.Required($"{path}.name");
        }

        ContainerRules.Range(port, "port", path, check);
        if (port.Number("nodePort") is not (null or 0))
            ContainerRules.Range(port, "nodePort", path, check);
        if (port.Text("targetPort") is { } target)
            check.Each($"{path}.targetPort", target, NameRules.Port(target));
        else
            ContainerRules.Range(port, "targetPort", path, check);
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "";
}
