using CniOperator.Connectivity;
using CniOperator.Core.Connectivity;

namespace CniOperator.Operator.Tests.Controllers;

/// <summary>A process that takes no reports.</summary>
internal sealed class NoConnectivity : IConnectivity
{
    /// <inheritdoc/>
    public AgentSettings? Agents => null;

    /// <inheritdoc/>
    public ConnectivityFacts? Of(string network) => null;

    /// <inheritdoc/>
    public void Follow(string network, HealthPlan? plan) { }
}
