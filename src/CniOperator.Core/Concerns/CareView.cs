using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Concerns.Data;
using CniOperator.Core.Concerns.Effects;
using CniOperator.Core.Concerns.Sandboxes;
using CniOperator.Core.Judgements;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns;

/// <summary>What does not work although it was applied and runs, looked for once.</summary>
/// <param name="Missing">Effects that objects do not have.</param>
/// <param name="Losses">Data that was lost.</param>
/// <param name="Unconnected">Pods of others that got no network.</param>
internal sealed record CareView(
    IReadOnlyList<MissingEffect> Missing,
    IReadOnlyList<DataLoss> Losses,
    IReadOnlyList<PodWithoutNetwork> Unconnected
)
{
    internal static CareView Of(Situation s) =>
        new([.. EffectReader.Missing(s).Where(m => IsApplied(s, m.Object))], DataWatch.Losses(s), SandboxReader.Failing(s));

    // What someone changed lost its effect with that. It is awaited once the object is restored, and until then nothing is written.
    private static bool IsApplied(Situation s, ObjectKey key)
    {
        var comparison = new ApplyComparison(s);
        foreach (var manifest in s.Desired.Objects.Where(m => m.Key == key))
            comparison.Add(manifest);
        return comparison.State is { Due.Count: 0, Resting.Count: 0 };
    }
}
