using System.Text.Json.Nodes;
using CniOperator.Commands.Sandbox.Wire;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox;
using CniOperator.Sandbox.State;

namespace CniOperator.Commands.Sandbox;

/// <summary>How a fault is found, named, and heals: breaks something on the simulated wire, and waits for what the operator says.</summary>
internal sealed class FaultStory(SandboxCluster cluster, ClusterWire wire, SandboxSetup setup, Action<string, string> log)
{
    /// <summary>Tells it.</summary>
    /// <returns>It was found, and what was said of it is over.</returns>
    internal async Task<bool> RunAsync(WireFault fault, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        using (wire.Inject(fault))
        {
            log("fault", $"{fault.Name} on {fault.Node}: injected on the simulated wire");
            if (await UntilAsync(Verdict, cancellationToken) is not { } verdict)
            {
                log("fault", $"not found within {setup.Timeout.TotalSeconds:0} s");
                return false;
            }

            log(
                "found",
                $"after {Since(start)}: {verdict.Text("class")} of {verdict.Text("subject")}: {verdict.Text("evidence")}. To do: {verdict.Text("hint")}"
            );
        }

        start = TimeProvider.System.GetTimestamp();
        log("fault", "taken back");
        var isOver = await UntilAsync(Well, cancellationToken) is not null;
        log("healed", isOver ? $"after {Since(start)}: Ready, no verdict is left" : $"not within {setup.Timeout.TotalSeconds:0} s");
        return isOver;
    }

    private static JsonObject? Verdict(JsonObject network) =>
        network["status"].Items("connectivity", "verdicts").FirstOrDefault(v => !v.Flag("excused"));

    private static JsonObject? Well(JsonObject network) =>
        Verdict(network) is null && ConditionReader.StatusOf(network["status"] as JsonObject, ConditionTypes.Ready) == "True"
            ? network
            : null;

    private static string Since(long start) => $"{TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s";

    private async Task<JsonObject?> UntilAsync(Func<JsonObject, JsonObject?> look, CancellationToken cancellationToken)
    {
        var seen = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.State.Changed += OnChanged;
        try
        {
            Look(cluster.State.Get(SandboxSession.ClusterNetworks, null, setup.Name));
            var first = await Task.WhenAny(seen.Task, Task.Delay(setup.Timeout, TimeProvider.System, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            return first == seen.Task ? await seen.Task : null;
        }
        finally
        {
            cluster.State.Changed -= OnChanged;
        }

        void OnChanged(StateChange change)
        {
            if (change.Resource == SandboxSession.ClusterNetworks)
                Look(change.Object);
        }

        void Look(JsonObject? network)
        {
            if (network is not null && look(network) is { } found)
                seen.TrySetResult(found);
        }
    }
}
