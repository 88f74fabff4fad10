using System.Net;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Connectivity;

/// <summary>What <see cref="ConnectivityMonitor"/> is made from, besides what every part of the operator has.</summary>
/// <param name="Nodes">Nodes, as the rest of the operator caches them.</param>
/// <param name="Draw">Draws numbers other than 0 that no one can foresee.</param>
internal sealed record MonitorInputs(ResourceType<Unstructured> Nodes, Func<ulong> Draw)
{
    /// <summary>Where reports are taken; none: not at all, unless there is a <see cref="Link"/>.</summary>
    internal IReadOnlyList<IPEndPoint> Addresses { get; init; } = [];

    /// <summary>The image of agents; <c>null</c>: that of this process' own pod.</summary>
    internal string? Image { get; init; }

    /// <summary>The namespace of this process' own pod.</summary>
    internal string Namespace { get; init; } = Core.Api.ClusterNetworkApi.OperatorNamespace;

    /// <summary>The name of this process' own pod; <c>null</c> where it does not run in one, or is not told.</summary>
    internal string? PodName { get; init; }

    /// <summary>Takes the place of sockets.</summary>
    internal ReportLink? Link { get; init; }
}
