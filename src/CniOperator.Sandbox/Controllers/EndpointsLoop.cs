using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>EndpointSlices for Services with a selector: one slice per address family of the Service.</summary>
internal sealed class EndpointsLoop : IControlLoop
{
    private const string ServiceLabel = "kubernetes.io/service-name";
    private const string ManagedBy = "endpointslice.kubernetes.io/managed-by";

    public string Name => "endpointslice-controller";

    public bool Cares(ResourceName resource) => resource == Kinds.Services || resource == Kinds.Pods || resource == Kinds.EndpointSlices;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var service in view.List(Kinds.Services).Where(s => !s.IsDeleting() && s.TextMap("spec", "selector").Count > 0))
            Sync(service, step);
        return step.Build();
    }

    private void Sync(JsonObject service, StepBuilder step)
    {
        var selector = service.TextMap("spec", "selector");
        var pods = step
            .View.List(Kinds.Pods, service.Namespace())
            .Where(p =>
                selector.All(s => p.Labels().GetValueOrDefault(s.Key) == s.Value)
                && !p.IsFinished()
                && p.Text("status", "podIP") is not null
            )
            .ToList();
        var families = service.Texts("spec", "ipFamilies").DefaultIfEmpty("IPv4").ToList();
        foreach (var family in families)
        {
            var name = $"{service.Name()}-{Hashes.Encode(Hashes.Fnv64(service.Uid() + family), 5)}";
            var known = step.View.Get(Kinds.EndpointSlices, service.Namespace(), name);
            var slice = known?.Clone() ?? New(service, name, family);
            slice["endpoints"] = JsonNodes.ListOf(pods.Select(p => Endpoint(p, family)).OfType<JsonNode>());
            slice["ports"] = JsonNodes.ListOf(service.Items("spec", "ports").Select(p => Port(p, pods)).OfType<JsonNode>());
            if (known is null)
                step.Add(new CreateWrite(Kinds.EndpointSlices, slice));
            else if (!JsonNode.DeepEquals(known, slice))
                step.Add(new UpdateWrite(Kinds.EndpointSlices, slice));
        }
    }

    private JsonObject New(JsonObject service, string name, string family) =>
        new()
        {
            ["apiVersion"] = "discovery.k8s.io/v1",
            ["kind"] = "EndpointSlice",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = service.Namespace(),
                ["labels"] = new JsonObject { [ServiceLabel] = service.Name(), [ManagedBy] = Name + ".k8s.io" },
                ["ownerReferences"] = new JsonArray(ObjectMeta.ControllerReference("v1", "Service", service)),
            },
            ["addressType"] = family,
        };

    private static JsonObject? Endpoint(JsonObject pod, string family)
    {
        var wantsV6 = family == "IPv6";
        var address = pod.Items("status", "podIPs")
            .Select(i => i.Text("ip") ?? "")
            .FirstOrDefault(a => a.Contains(':', StringComparison.Ordinal) == wantsV6);
        if (address is null)
            return null;
        var ready = pod.IsReady();
        return new JsonObject
        {
            ["addresses"] = new JsonArray((JsonNode)address),
            ["conditions"] = new JsonObject
            {
                ["ready"] = ready && !pod.IsDeleting(),
                ["serving"] = ready,
                ["terminating"] = pod.IsDeleting(),
            },
            ["nodeName"] = pod.Text("spec", "nodeName"),
            ["targetRef"] = new JsonObject
            {
                ["kind"] = "Pod",
                ["namespace"] = pod.Namespace(),
                ["name"] = pod.Name(),
                ["uid"] = pod.Uid(),
            },
        };
    }

    private static JsonObject? Port(JsonObject port, List<JsonObject> pods)
    {
        var target = port["targetPort"];
        var number = target.Number()
            ?? pods.SelectMany(p => p.Items("spec", "containers"))
                .SelectMany(c => c.Items("ports"))
                .FirstOrDefault(p => p.PartName() == target.Text())
                .Number("containerPort")
            ?? (target is null ? port.Number("port") : null);
        if (number is null)
            return null;
        return new JsonObject
        {
            ["name"] = port.Text("name") ?? "",
            ["port"] = number,
            ["protocol"] = port.Text("protocol") ?? "TCP",
        };
    }
}
