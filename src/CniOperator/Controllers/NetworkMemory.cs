using CniOperator.Core.Decisions;
using CniOperator.Core.Rendering;
using CniOperator.Runtime.Controllers;

namespace CniOperator.Controllers;

/// <summary>What the process keeps of one ClusterNetwork between reconciles. Losing it in a restart is harmless.</summary>
internal sealed class NetworkMemory(TimeProvider clock)
{
    /// <summary>What came of its requests.</summary>
    internal ApplyMemory Requests { get; set; } = ApplyMemory.Empty;

    /// <summary>What was told of nodes; <c>null</c> before the first reconcile of this process.</summary>
    internal IReadOnlySet<NodeFinding>? Told { get; set; }

    /// <summary>Its writes that the caches may not show yet.</summary>
    internal RecentWrites Writes { get; } = new(clock);

    /// <summary>The keys with which its spec was rendered last. Never written anywhere.</summary>
    internal IReadOnlyDictionary<SecretKeyReference, string> Secrets { get; set; } = new Dictionary<SecretKeyReference, string>();

    /// <summary>The decision that let it go, once there is one: until the caches show that it is gone, nothing may be said or done again.</summary>
    internal Decision? Farewell { get; set; }

    /// <summary>This process has not observed it yet.</summary>
    internal bool Newcomer { get; set; } = true;

    /// <summary>Its watches as of the last reconcile.</summary>
    internal IReadOnlyList<WatchRequest> Watches { get; set; } = [];
}
