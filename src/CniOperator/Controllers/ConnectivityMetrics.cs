using System.Diagnostics.Metrics;
using CniOperator.Core.Api;
using CniOperator.Health.Verdicts;

namespace CniOperator.Controllers;

/// <summary>Metrics of connectivity: three families, whatever the number of nodes. What is not observed has no series.</summary>
internal sealed class ConnectivityMetrics(Func<IEnumerable<KeyValuePair<string, ConnectivitySample>>> known)
{
    private static readonly VerdictScope[] Scopes = Enum.GetValues<VerdictScope>();

    /// <summary>Adds them.</summary>
    public void AddTo(Meter meter)
    {
        meter.CreateObservableGauge("cni_operator_connectivity_nodes", Nodes, null, "Nodes by what health agents prove of them.");
        meter.CreateObservableGauge("cni_operator_connectivity_verdicts", Verdicts, null, "Verdicts on connectivity that raise alarms.");
        meter.CreateObservableGauge(
            "cni_operator_connectivity_proven",
            Proven,
            null,
            "1 where connectivity is proven, 0 where it fails; absent where it is not known."
        );
    }

    private IEnumerable<Measurement<int>> Nodes() =>
        from sample in known()
        let counts = sample.Value.Counts
        from state in new[]
        {
            ("healthy", counts.Healthy),
            ("faulty", counts.Faulty),
            ("suspect", counts.Suspect),
            ("unknown", counts.Unknown),
        }
        select new Measurement<int>(state.Item2, new("network", sample.Key), new("state", state.Item1));

    private IEnumerable<Measurement<int>> Verdicts() =>
        from sample in known()
        from scope in Scopes
        select new Measurement<int>(sample.Value.Alarms[(int)scope], new("network", sample.Key), new("scope", scope.ToString()));

    private IEnumerable<Measurement<int>> Proven() =>
        from sample in known()
        from area in sample.Value.Proofs.Index()
        where area.Item is Proof.Pass or Proof.Fail
        select new Measurement<int>(
            area.Item == Proof.Pass ? 1 : 0,
            new("network", sample.Key),
            new("area", ConditionTypes.Connectivity[area.Index])
        );
}
