using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Concerns.Sandboxes;

/// <summary>Says which pods get no network, on which nodes, in the plugin's words.</summary>
internal static class SandboxWords
{
    private const int Named = 3;

    internal static string Of(IReadOnlyList<PodWithoutNetwork> failing, Addon? addon)
    {
        var nodes = failing.Select(p => p.Node).Distinct(StringComparer.Ordinal).ToList();
        var more = nodes.Count > Named ? $" and {nodes.Count - Named} more" : "";
        return $"{(failing.Count == 1 ? "a pod gets" : $"{failing.Count} pods get")} no network on {string.Join(", ", nodes.Take(Named))}{more}, "
            + $"as {failing[0].Pod} on {failing[0].Node} ({failing[0].Attempts} times since {failing[0].Since:yyyy-MM-ddTHH:mm:ssZ}): "
            + Remedies.AddTo(failing[0].Words, addon);
    }

    internal static IEnumerable<RolloutProblem> Problems(IReadOnlyList<PodWithoutNetwork> failing, Addon? addon) =>
        failing.Select(p => new RolloutProblem(p.Node, p.Pod, ProblemReasons.FailedCreatePodSandBox, Remedies.AddTo(p.Words, addon)));
}
