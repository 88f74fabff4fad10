namespace CniOperator.Health.Verdicts;

/// <summary>What is judged; each is a condition of its own.</summary>
public enum HealthArea : byte
{
    /// <summary>Pods reach pods.</summary>
    PodToPod,

    /// <summary>Kubelets reach the pods of their nodes.</summary>
    KubeletToPod,

    /// <summary>Services lead to their pods.</summary>
    Service,

    /// <summary>The cluster DNS answers.</summary>
    Dns,

    /// <summary>Packets of the pods' MTU get through.</summary>
    Mtu,

    /// <summary>Every node is watched by enough others, and says what it sees.</summary>
    Coverage,
}
