using CniOperator.Core.AddressPlan;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Runtime.Metrics;

namespace CniOperator.Controllers;

/// <summary>The operator's own metrics, <c>cni_operator_*</c>, there from the first reconcile of a network on, at zero.</summary>
internal sealed class NetworkMetrics
{
    private static readonly string[] NodeStates = ["allocated", "missing", "invalid"];

    private readonly Metric _applied;
    private readonly Metric _failures;
    private readonly Metric _drift;
    private readonly Metric _desired;
    private readonly Metric _ready;
    private readonly Metric _findings;
    private readonly Metric _planNodes;
    private readonly Metric _planCapacity;
    private readonly Metric _planUtilization;

    public NetworkMetrics(OperatorMetrics metrics)
    {
        var registry = metrics.Registry;
        _applied = registry.Counter("cni_operator_objects_applied_total", "Objects that were applied.", "network");
        _failures = registry.Counter(
            "cni_operator_request_failures_total",
            "Requests for single objects that the API server did not carry out.",
            "network"
        );
        _drift = registry.Counter(
            "cni_operator_drift_repaired_total",
            "Objects that someone had changed or deleted, and that were restored.",
            "network"
        );
        _desired = registry.Gauge("cni_operator_rollout_desired", "Dataplane pods that should run.", "network");
        _ready = registry.Gauge("cni_operator_rollout_ready", "Dataplane pods that are ready.", "network");
        _findings = registry.Gauge("cni_operator_findings", "Findings about the spec that are not acknowledged.", "network", "severity");
        _planNodes = registry.Gauge(
            "cni_operator_address_plan_nodes",
            "Nodes by what became of their share of the pod network.",
            "network",
            "state"
        );
        _planCapacity = registry.Gauge("cni_operator_address_plan_capacity_nodes", "Nodes that the pod network has room for.", "network");
        _planUtilization = registry.Gauge(
            "cni_operator_address_plan_utilization_ratio",
            "The part of the pod network that nodes have taken; 1 is all of it.",
            "network"
        );
    }

    internal void Record(Facts facts, DesiredState desired, Decision decision)
    {
        var name = facts.Network.Name;
        foreach (var counter in new[] { _applied, _failures, _drift })
            counter.Add(0, name);
        foreach (var severity in Enum.GetValues<Severity>())
            _findings.Set(desired.Findings.Count(f => f.Severity == severity && !f.Acknowledged), name, severity.ToString());
        var rollout = (decision.Status ?? facts.Network.Status)?["rollout"];
        RecordPlan(name, desired.AddressPlan);
        _desired.Set(Kubernetes.Objects.RawJson.Number(rollout, 0, "desired"), name);
        _ready.Set(Kubernetes.Objects.RawJson.Number(rollout, 0, "ready"), name);
    }

    // What is not known is not exposed: zero nodes, or the last number that was, would be a lie.
    private void RecordPlan(string name, PlanReport? plan)
    {
        int?[] counts = [plan?.Nodes?.Allocated, plan?.Nodes?.Missing, plan?.Nodes?.Wrong];
        foreach (var (state, count) in NodeStates.Zip(counts))
            Set(_planNodes, count, name, state);
        Set(_planCapacity, plan?.Capacity?.Nodes, name);
        Set(_planUtilization, plan?.Capacity?.Utilization, name);
    }

    private static void Set(Metric metric, double? value, params string[] labels)
    {
        if (value is { } known)
            metric.Set(known, labels);
        else
            metric.Remove(labels);
    }

    internal void Record(string name, Outcome outcome)
    {
        _applied.Add(outcome.Applied.Count, name);
        _failures.Add(outcome.Failed.Count, name);
        _drift.Add(outcome.Applied.Count(a => a.Step.Repairs), name);
    }

    internal void Forget(string name)
    {
        foreach (var metric in new[] { _applied, _failures, _drift, _desired, _ready, _planCapacity, _planUtilization })
            metric.Remove(name);
        foreach (var state in NodeStates)
            _planNodes.Remove(name, state);
        foreach (var severity in Enum.GetValues<Severity>())
            _findings.Remove(name, severity.ToString());
    }
}
