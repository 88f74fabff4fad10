using CniOperator.Core.Connectivity;

namespace CniOperator.Connectivity;

/// <summary>What decisions see of the health agents, and tell to them.</summary>
internal interface IConnectivity
{
    /// <summary>What this process brings for agents; <c>null</c> when it takes no reports.</summary>
    AgentSettings? Agents { get; }

    /// <summary>Waits until <see cref="Agents"/> is what it will stay; not for long, if the API server does not answer.</summary>
    Task WhenKnownAsync(CancellationToken cancellationToken);

    /// <summary>What is known of a network; <c>null</c> before anything was judged.</summary>
    ConnectivityFacts? Of(string network);

    /// <summary>From now on a network is watched so; <c>null</c>: no longer. Cheap when nothing is new.</summary>
    void Follow(string network, HealthPlan? plan);
}
