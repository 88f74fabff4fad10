using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Defaults;

/// <summary>
/// What kube-apiserver fills into pods and pod templates (<c>k8s.io/kubernetes/pkg/apis/core/v1/defaults.go</c> has the rules).
/// </summary>
internal static class PodDefaults
{
    // 0644, as JSON writes it.
    private const int ReadableByAll = 420;
    private const int TokenSeconds = 3600;

    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] Hooks = ["postStart", "preStop"];

    /// <summary>Fills a pod itself, which gets more than a template.</summary>
    internal static void FillPod(JsonObject pod)
    {
        var spec = pod.FillMap("spec");
        FillSpec(spec);
        spec.Fill("enableServiceLinks", true);
        foreach (var container in ContainerLists.SelectMany(list => spec.Items(list)))
        {
            if (spec.Flag("hostNetwork"))
                FillHostPorts(container);
            FillRequests(container.FillMap("resources"));
        }

        pod.FillMap("status").FillText("phase", "Pending");
    }

    /// <summary>Fills <c>template</c> of a workload's spec.</summary>
    internal static void FillTemplate(JsonObject workloadSpec)
    {
        var template = workloadSpec.FillMap("template");
        template.FillMap("metadata");
        FillSpec(template.FillMap("spec"));
    }

    /// <summary>
    /// True when a field of a workload's pod template has the value that the server would fill in if the field were absent: it means what
    /// its
    /// absence means, and would come back when taken away.
    /// </summary>
    /// <param name="workload">The object that <paramref name="field"/> belongs to; not changed.</param>
    /// <param name="field">The field's value, below <c>spec.template.spec</c>.</param>
    internal static bool WouldReturn(JsonObject workload, JsonNode field)
    {
        var without = new JsonObject { ["spec"] = workload["spec"]?.DeepClone() };
        var place = JsonPointer.To(field);
        (place.ParentIn(without) as JsonObject)?.Remove(place.Steps[^1]);
        FillTemplate(without.FillMap("spec"));
        return place.TryFind(without, out var filled) && JsonNode.DeepEquals(filled, field);
    }

    private static void FillSpec(JsonObject spec)
    {
        spec.FillText("dnsPolicy", "ClusterFirst");
        spec.FillText("restartPolicy", "Always");
        spec.FillText("schedulerName", "default-scheduler");
        spec.Fill("terminationGracePeriodSeconds", 30);
        spec.FillMap("securityContext");
        // The deprecated field mirrors the current one, in either direction.
        if (spec.Text("serviceAccountName") is { Length: > 0 } name)
            spec["serviceAccount"] = name;
        else if (spec.Text("serviceAccount") is { Length: > 0 } old)
            spec["serviceAccountName"] = old;
        foreach (var container in ContainerLists.SelectMany(list => spec.Items(list)))
            FillContainer(container);
        foreach (var volume in spec.Items("volumes"))
            FillVolume(volume);
    }

    private static void FillContainer(JsonObject container)
    {
        container.FillText("imagePullPolicy", ImageName.IsMutable(container.Text("image") ?? "") ? "Always" : "IfNotPresent");
        container.FillText("terminationMessagePath", "/dev/termination-log");
        container.FillText("terminationMessagePolicy", "File");
        container.FillMap("resources");
        foreach (var variable in container.Items("env"))
        {
            FillFieldRef(variable.Map("valueFrom"));
            variable.Map("valueFrom")?.Map("resourceFieldRef")?.Fill("divisor", "0");
        }

        foreach (var probe in Probes.Select(name => container.Map(name)).OfType<JsonObject>())
            FillProbe(probe);
        foreach (var hook in Hooks.Select(h => container.Map("lifecycle")?.Map(h)).OfType<JsonObject>())
            FillHttpGet(hook);
    }

    private static void FillProbe(JsonObject probe)
    {
        FillNumber(probe, "timeoutSeconds", 1);
        FillNumber(probe, "periodSeconds", 10);
        FillNumber(probe, "successThreshold", 1);
        FillNumber(probe, "failureThreshold", 3);
        probe.Map("grpc")?.Fill("service", "");
        FillHttpGet(probe);
    }

    private static void FillHttpGet(JsonObject handler)
    {
        if (handler.Map("httpGet") is not { } get)
            return;
        get.FillText("path", "/");
        get.FillText("scheme", "HTTP");
    }

    /// <summary>Zero counts as absent here: the API's types cannot distinguish them.</summary>
    private static void FillNumber(JsonObject obj, string name, int value)
    {
        if (obj[name] is null || obj.Number(name) == 0)
            obj[name] = value;
    }

    private static void FillFieldRef(JsonObject? source) => source?.Map("fieldRef")?.FillText("apiVersion", "v1");

    private static void FillVolume(JsonObject volume)
    {
        if (volume.Count == 1 && volume.ContainsKey("name"))
            volume["emptyDir"] = new JsonObject();
        volume.Map("hostPath")?.Fill("type", "");
        foreach (var source in new[] { "configMap", "secret", "projected", "downwardAPI" })
            volume.Map(source)?.Fill("defaultMode", ReadableByAll);
        foreach (var item in volume.Map("downwardAPI")?.Items("items") ?? [])
            FillFieldRef(item);
        foreach (var source in volume.Map("projected")?.Items("sources") ?? [])
        {
            source.Map("serviceAccountToken")?.Fill("expirationSeconds", TokenSeconds);
            foreach (var item in source.Map("downwardAPI")?.Items("items") ?? [])
                FillFieldRef(item);
        }
    }

    private static void FillHostPorts(JsonObject container)
    {
        foreach (var port in container.Items("ports"))
            if (port["containerPort"] is { } number)
                FillNumber(port, "hostPort", (int)(port.Number("containerPort") ?? 0));
    }

    /// <summary>A limit without a request is the request too.</summary>
    private static void FillRequests(JsonObject resources)
    {
        if (resources.Map("limits") is not { Count: > 0 } limits)
            return;
        var requests = resources.FillMap("requests");
        foreach (var (name, amount) in limits)
            if (amount is not null)
                requests.Fill(name, amount.DeepClone());
    }
}
