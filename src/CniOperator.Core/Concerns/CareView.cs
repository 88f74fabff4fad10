using CniOperator.Core.Concerns.Data;
using CniOperator.Core.Concerns.Effects;
using CniOperator.Core.Concerns.Sandboxes;
using CniOperator.Core.Judgements;

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
    internal static CareView Of(Situation s) => new(EffectReader.Missing(s), DataWatch.Losses(s), SandboxReader.Failing(s));
}
