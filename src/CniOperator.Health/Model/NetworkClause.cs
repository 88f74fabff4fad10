namespace CniOperator.Health.Model;

/// <summary>What the Kubernetes network model asks of a cluster's network.</summary>
public enum NetworkClause : byte
{
    /// <summary>Every pod has an address that no other pod of the cluster has.</summary>
    UniquePodAddresses,

    /// <summary>Pods reach pods of the same node.</summary>
    PodsOfOneNode,

    /// <summary>Pods reach pods of other nodes.</summary>
    PodsOfOtherNodes,

    /// <summary>Pods see each other with their own addresses.</summary>
    NoTranslation,

    /// <summary>A node's agents, the kubelet first, reach the pods of the node.</summary>
    KubeletToPods,

    /// <summary>A Service has an address that stays and leads to its pods.</summary>
    Services,

    /// <summary>NetworkPolicies are enforced, where the network says so.</summary>
    NetworkPolicies,

    /// <summary>What leaves the cluster has the node's address, where the network says so.</summary>
    Egress,

    /// <summary>HTTP from outside reaches Services; not a matter of the pod network.</summary>
    Ingress,
}
