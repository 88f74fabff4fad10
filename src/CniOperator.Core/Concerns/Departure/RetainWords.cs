using CniOperator.Core.Api;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Departure;

/// <summary>Says what keeps running when a ClusterNetwork is deleted with <c>deletionPolicy: Retain</c>.</summary>
public static class RetainWords
{
    /// <summary>The Event; <c>null</c> when the ClusterNetwork had nothing applied.</summary>
    /// <param name="network">The ClusterNetwork as it was last seen.</param>
    /// <param name="dataplanes">The dataplanes of the cluster.</param>
    public static Event? Of(NetworkObject network, ObservedDataplanes dataplanes)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataplanes);
        if (network.Status.Number(0, "applied", "objects") == 0)
            return null;
        var workloads = dataplanes.Found.Where(f => f.Network == network.Name && f.Workload is not null).Select(f => f.Workload);
        var named = string.Join(", ", workloads);
        var provider = network.SpecJson.Text("provider") ?? "";
        return new Event(
            false,
            EventReasons.Retained,
            $"deletionPolicy is Retain: the dataplane keeps running{(named.Length == 0 ? "" : $" ({named})")}, with all objects labelled "
                + $"{ClusterNetworkApi.NetworkLabel}={network.Name}. A ClusterNetwork with provider {provider} takes it over; one with another "
                + $"provider waits for it to go ({CoexistenceRules.SecondDataplane.Id}). To remove it, delete the DaemonSet and clean the nodes."
        );
    }
}
