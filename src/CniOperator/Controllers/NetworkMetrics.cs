using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Metrics;

namespace CniOperator.Controllers;

/// <summary>The operator's own metrics, <c>cni_operator_*</c>, there from the first reconcile of a network on, at zero.</summary>
internal sealed class NetworkMetrics
{
    private static readonly Severity[] Severities = Enum.GetValues<Severity>();

    private readonly ConcurrentDictionary<string, NetworkSample> _networks = new(StringComparer.Ordinal);

    public NetworkMetrics(OperatorMetrics metrics)
    {
        var meter = metrics.Meter;
        Counter(meter, "cni_operator_objects_applied_total", n => n.Applied, "Objects that were applied.");
        Counter(
            meter,
            "cni_operator_request_failures_total",
            n => n.Failures,
            "Requests for single objects that the API server did not carry out."
        );
        Counter(
            meter,
            "cni_operator_drift_repaired_total",
            n => n.Repaired,
            "Objects that someone had changed or deleted, and that were restored."
        );
        Gauge(meter, "cni_operator_rollout_desired", n => n.Desired, "Dataplane pods that should run.");
        Gauge(meter, "cni_operator_rollout_ready", n => n.Ready, "Dataplane pods that are ready.");
        Gauge(meter, "cni_operator_address_plan_capacity_nodes", n => n.Capacity?.Nodes, "Nodes that the pod network has room for.");
        Gauge(
            meter,
            "cni_operator_address_plan_utilization_ratio",
            n => n.Capacity?.Utilization,
            "The part of the pod network that nodes have taken; 1 is all of it."
        );
        meter.CreateObservableGauge("cni_operator_findings", Findings, null, "Findings about the spec that are not acknowledged.");
        meter.CreateObservableGauge(
            "cni_operator_address_plan_nodes",
            PlanNodes,
            null,
            "Nodes by the state of their share of the pod network."
        );
        new ConnectivityMetrics(() =>
            from network in _networks
            where network.Value.Connectivity is not null
            select KeyValuePair.Create(network.Key, network.Value.Connectivity)
        ).AddTo(meter);
    }

    internal void Record(Facts facts, DesiredState desired, Decision decision)
    {
        var rollout = (decision.Status ?? facts.Network.Status)?["rollout"];
        var open = desired.Findings.Where(f => !f.Acknowledged).CountBy(f => f.Severity).ToDictionary();
        Change(facts.Network.Name, n =>
            n with
            {
                Desired = rollout.Number(0, "desired"),
                Ready = rollout.Number(0, "ready"),
                Capacity = desired.AddressPlan?.Capacity,
                Nodes = desired.AddressPlan?.Nodes,
                Findings = open,
            }
        );
        Record(facts.Network.Name, desired.WantsAgents && facts.Agents is not null ? facts.Connectivity : null);
    }

    /// <summary>What is known of connectivity; <c>null</c>: nothing, or it is not observed.</summary>
    internal void Record(string name, ConnectivityFacts? known)
    {
        var sample = ConnectivitySample.Of(known);
        Change(name, n => n with { Connectivity = sample });
    }

    internal void Record(string name, Outcome outcome)
    {
        var repaired = outcome.Applied.Count(a => a.Step.Repairs);
        Change(name, n =>
            n with
            {
                Applied = n.Applied + outcome.Applied.Count,
                Failures = n.Failures + outcome.Failed.Count,
                Repaired = n.Repaired + repaired,
            }
        );
    }

    /// <summary>Drops all series of a network.</summary>
    internal void Forget(string name) => _networks.TryRemove(name, out _);

    private void Change(string name, Func<NetworkSample, NetworkSample> change) =>
        _networks.AddOrUpdate(name, _ => change(new NetworkSample()), (_, sample) => change(sample));

    private void Counter(Meter meter, string name, Func<NetworkSample, long> value, string help) =>
        meter.CreateObservableCounter(name, () => _networks.Select(n => new Measurement<long>(value(n.Value), Network(n.Key))), null, help);

    // What is not known is not exposed: zero nodes, or the last number that was, would be wrong.
    private void Gauge(Meter meter, string name, Func<NetworkSample, double?> value, string help) =>
        meter.CreateObservableGauge(
            name,
            () =>
                from network in _networks
                let known = value(network.Value)
                where known is not null
                select new Measurement<double>(known.Value, Network(network.Key)),
            null,
            help
        );

    private IEnumerable<Measurement<int>> Findings() =>
        from network in _networks
        where network.Value.Findings is not null
        from severity in Severities
        let count = network.Value.Findings!.GetValueOrDefault(severity)
        select new Measurement<int>(count, Network(network.Key), new("severity", severity.ToString()));

    private IEnumerable<Measurement<int>> PlanNodes() =>
        from network in _networks
        let nodes = network.Value.Nodes
        where nodes is not null
        from state in new[] { ("allocated", nodes.Allocated), ("missing", nodes.Missing), ("invalid", nodes.Wrong) }
        select new Measurement<int>(state.Item2, Network(network.Key), new("state", state.Item1));

    private static KeyValuePair<string, object?> Network(string name) => new("network", name);
}
