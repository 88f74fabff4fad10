using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Rollout;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// Orders the steps of all concerns: what others live in or need first, what runs last, and what is no longer rendered goes after what
/// replaces it is ready.
/// </summary>
internal static class StepOrder
{
    private static readonly HashSet<string> BuiltInGroups = new(StringComparer.Ordinal)
    {
        "",
        "apps",
        "batch",
        "policy",
        "autoscaling",
        "rbac.authorization.k8s.io",
        "networking.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
        "admissionregistration.k8s.io",
        "apiregistration.k8s.io",
        "coordination.k8s.io",
        "certificates.k8s.io",
        "discovery.k8s.io",
    };

    /// <summary>The waves: steps of one wave are taken in parallel.</summary>
    internal static IReadOnlyList<IReadOnlyList<Step>> Of(Facts facts, IReadOnlyList<Judgement> judgements)
    {
        var settled = judgements.All(j => j.Settled);
        return
        [
            .. judgements
                .SelectMany(j => j.Steps)
                .Where(s => MayBeTaken(s, settled, facts))
                .GroupBy(Place)
                .OrderBy(g => g.Key)
                .Select(g => (IReadOnlyList<Step>)[.. g]),
        ];
    }

    // Nothing that works is deleted before what replaces it is ready.
    private static bool MayBeTaken(Step step, bool settled, Facts facts) =>
        step switch
        {
            DeleteStep { Cause: DeleteCause.Prune } => settled && !facts.Memory.DelaysDeletion(step.Key, facts.Now),
            FinalizerStep => facts.Memory.Failures.GetValueOrDefault(step.Key) is not { } failure || failure.RetryAt <= facts.Now,
            _ => true,
        };

    // The finalizer is there before the first object that it stands for, and stays until the last one is gone.
    private static (int Phase, int Rank, int Part) Place(Step step) =>
        step switch
        {
            FinalizerStep { Attach: true } => (0, 0, 0),
            TakeAwayStep => (1, Rank(step.Key), 0),
            ApplyStep => (1, Rank(step.Key), 1),
            DeleteStep or DeletePodStep => (2, 0, 0),
            _ => (3, 0, 0),
        };

    /// <summary>
    /// 0: what others live in or refer to, and the record. 1: accounts, rights, configuration. 2: bindings of Roles. 3: workloads, and
    /// objects of kinds that a CRD brings. A binding comes after its role: the API server looks the role up, to see that no one grants what
    /// they do not hold, and answers 404 when it is not there yet.
    /// </summary>
    internal static int Rank(ObjectKey key) =>
        key switch
        {
            { Kind: "Namespace" or "CustomResourceDefinition" or "PriorityClass" or "ClusterRole" } => 0,
            { Kind: "ConfigMap", Namespace: ClusterNetworkApi.OperatorNamespace } => 0,
            { Kind: "RoleBinding" } => 2,
            _ when WorkloadView.IsWorkload(key) || !BuiltInGroups.Contains(key.Group) => 3,
            _ => 1,
        };
}
