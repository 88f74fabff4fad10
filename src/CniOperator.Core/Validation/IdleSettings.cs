using System.Globalization;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Validation;

/// <summary>Settings that the API has and this version does nothing with: the ones who set them are told.</summary>
internal static class IdleSettings
{
    /// <summary>A setting of <c>spec.rollout</c> is set and has no effect.</summary>
    internal static Rule Rollout { get; } = new("rollout/no-effect", Severity.Info, RuleArea.Rollout);

    private const string Fix = "Remove it, or leave it for a later version; nothing relies on it";

    private static readonly RolloutSettings UsualRollout = new();

    internal static IEnumerable<Finding> Check(ClusterNetworkSpec spec)
    {
        var rollout = spec.Rollout;
        const string Moves =
            "the DaemonSets' own controller moves a change over the nodes, and spec.rollout.maxUnavailable is all it takes";
        if (rollout.CanaryNodes != UsualRollout.CanaryNodes)
            yield return Of(Rollout, "spec.rollout.canaryNodes", Number(rollout.CanaryNodes), Moves);
        if (rollout.MaxFailedNodes != UsualRollout.MaxFailedNodes)
            yield return Of(Rollout, "spec.rollout.maxFailedNodes", rollout.MaxFailedNodes, Moves);
        if (rollout.RequireConnectivity != UsualRollout.RequireConnectivity)
            yield return Of(Rollout, "spec.rollout.requireConnectivity", "false", "no step waits for connectivity");
    }

    private static Finding Of(Rule rule, string field, string value, string why) =>
        new(rule, new FieldSubject(field), $"{value} has no effect in this version: {why}.", Fix);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
