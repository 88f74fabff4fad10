using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Nodes;

/// <summary>All simulated kubelets: registration, status, lease, and the pods bound to each node.</summary>
internal sealed class KubeletLoop(NodeFleet fleet, SandboxOptions options, SimulatedDataplanes dataplanes) : IControlLoop
{
    public string Name => "kubelet";

    public bool Cares(ResourceName resource) =>
        resource == Kinds.Pods
        || resource == Kinds.Nodes
        || resource == Kinds.ConfigMaps
        || resource == Kinds.Secrets
        || resource == Kinds.ServiceAccounts;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, "kubelet");
        foreach (var machine in fleet.Machines.Where(m => m.Running))
            Machine(machine, step);
        return step.Build();
    }

    private void Machine(NodeMachine machine, StepBuilder step)
    {
        if (step.View.Get(Kinds.Nodes, null, machine.Name) is not { } node)
        {
            if (machine.Registered)
                return;
            step.Add(new CreateWrite(Kinds.Nodes, NodeStatus.Register(machine, options.Architecture, step.Now)));
            return;
        }

        if (machine.TakeReboot())
        {
            machine.Registered = false;
            foreach (var uid in machine.Pods.Keys.ToList())
                machine.Forget(uid);
        }

        if (!machine.Registered)
            step.Event("v1", "Node", node, "Normal", "Starting", "Starting kubelet.", machine.Name);
        machine.Registered = true;
        Pods(machine, node, step);
        NodePeers.Update(fleet, machine, node, step.View);
        UpdateNode(machine, node, step);
        Lease(machine, node, step);
    }

    private void Pods(NodeMachine machine, JsonObject node, StepBuilder step)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pod in step.View.PodsOn(machine.Name))
        {
            seen.Add(pod.Uid());
            var tracked = machine.Pods.GetValueOrDefault(pod.Uid());
            if (tracked is not null && IsUpToDate(tracked, pod, step.Now))
                step.Wake(tracked.WakeAt);
            else
                Pod(machine, node, pod, tracked, step);
        }

        foreach (var gone in machine.Pods.Keys.Where(u => !seen.Contains(u)).ToList())
            machine.Forget(gone);
    }

    private bool IsUpToDate(TrackedPod tracked, JsonObject pod, DateTimeOffset now) =>
        tracked.ResourceVersion == pod.Text("metadata", "resourceVersion")
        && !tracked.WaitsForCluster
        && tracked.FaultVersion == fleet.FaultVersion
        && (tracked.WakeAt is null || tracked.WakeAt > now);

    private void Pod(NodeMachine machine, JsonObject node, JsonObject pod, TrackedPod? tracked, StepBuilder step)
    {
        var faultVersion = fleet.FaultVersion;
        var context = new PodContext(pod, node, step.View, step.Now, options.Timings, fleet.Faults, dataplanes)
        {
            TakeAddresses = () => machine.TakeAddresses(pod.Uid(), PodRanges.Of(machine, node, step.View)),
        };
        var advance = PodMachine.Advance(tracked?.Runtime, context, machine.Disk);
        machine.Disk = advance.Disk;
        machine.Pending.AddRange(advance.Effects);
        foreach (var e in advance.Events)
            step.Event("v1", "Pod", pod, e.Type, e.Reason, e.Message, machine.Name);
        var waits =
            advance.Runtime.Blocked is not null
            || advance
                .Runtime.Init.Concat(advance.Runtime.Main)
                .Any(c => c is { Phase: ContainerPhase.Waiting, Reason: "CreateContainerConfigError" });
        machine.Pods[pod.Uid()] = new(advance.Runtime, pod.Text("metadata", "resourceVersion") ?? "", advance.WakeAt, waits, faultVersion);
        step.Wake(advance.WakeAt);
        KeepLogs(pod, advance.Runtime);
        if (advance.Remove)
        {
            fleet.ForgetLogs(pod.Namespace() ?? "", pod.Name());
            step.Add(DeleteWrite.Of(Kinds.Pods, pod, graceSeconds: 0));
            return;
        }

        var status = PodStatus.Build(pod, advance.Runtime, node, step.Now);
        if (JsonNode.DeepEquals(status, pod["status"]))
            return;
        var update = pod.Clone();
        update["status"] = status;
        step.Add(new UpdateWrite(Kinds.Pods, update, "status"));
    }

    private void KeepLogs(JsonObject pod, PodRuntime runtime)
    {
        foreach (var container in runtime.Init.Concat(runtime.Main).Where(c => c.ContainerId.Length > 0))
            fleet.SetLog(pod.Namespace() ?? "", pod.Name(), container.Name, container.Log);
    }

    private void UpdateNode(NodeMachine machine, JsonObject node, StepBuilder step)
    {
        machine.Pending.RemoveAll(e => IsApplied(e, node));
        var wanted = machine
            .Pending.SelectMany(e => e.Annotations)
            .Where(a => node.Text("metadata", "annotations", a.Key) != a.Value)
            .ToList();
        var update = node.Clone();
        if (wanted.Count > 0)
        {
            // Annotations first: one write per step, since both go by the resource version that was seen.
            foreach (var (key, value) in wanted)
                update.FillMap("metadata").FillMap("annotations")[key] = value;
            step.Add(new UpdateWrite(Kinds.Nodes, update) { Manager = machine.Pending[0].Manager });
            return;
        }

        var status = NodeStatus.Status(node, machine, options.Architecture, step.Now, fleet.TroubleOf(machine.Name));
        if (JsonNode.DeepEquals(status, node["status"]))
            return;
        if (
            node.Condition("Ready").Text("status") is { } before
            && status.Items("conditions").First(c => c.Text("type") == "Ready").Text("status") is { } after
            && before != after
        )
        {
            var reason = after == "True" ? "NodeReady" : "NodeNotReady";
            step.Event("v1", "Node", node, "Normal", reason, $"Node {machine.Name} status is now: {reason}", machine.Name);
        }

        update["status"] = status;
        step.Add(new UpdateWrite(Kinds.Nodes, update, "status") { Manager = machine.Pending.FirstOrDefault()?.Manager });
    }

    private static bool IsApplied(NodeEffect effect, JsonObject node) =>
        effect.Annotations.All(a => node.Text("metadata", "annotations", a.Key) == a.Value)
        && effect.Conditions.All(c =>
            node.Condition(c.Type) is { } now && now.Text("status") == c.Status && now.Text("reason") == c.Reason
        );

    private void Lease(NodeMachine machine, JsonObject node, StepBuilder step)
    {
        if (machine.LeaseDue > step.Now)
        {
            step.Wake(machine.LeaseDue);
            return;
        }

        machine.LeaseDue = step.Now + options.Timings.Heartbeat;
        step.Wake(machine.LeaseDue);
        var known = step.View.Get(Kinds.Leases, "kube-node-lease", machine.Name);
        var lease = known?.Clone() ?? NewLease(machine.Name, node);
        lease.FillMap("spec")["renewTime"] = step.Now.ToMicroTime();
        step.Add(known is null ? new CreateWrite(Kinds.Leases, lease) : new UpdateWrite(Kinds.Leases, lease));
    }

    private static JsonObject NewLease(string name, JsonObject node) =>
        new()
        {
            ["apiVersion"] = "coordination.k8s.io/v1",
            ["kind"] = "Lease",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "kube-node-lease",
                ["ownerReferences"] = new JsonArray(
                    new JsonObject
                    {
                        ["apiVersion"] = "v1",
                        ["kind"] = "Node",
                        ["name"] = name,
                        ["uid"] = node.Uid(),
                    }
                ),
            },
            ["spec"] = new JsonObject { ["holderIdentity"] = name, ["leaseDurationSeconds"] = 40 },
        };
}
