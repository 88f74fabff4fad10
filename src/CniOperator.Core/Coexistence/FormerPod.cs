namespace CniOperator.Core.Coexistence;

/// <summary>Whether a pod belongs to the network before this one.</summary>
public enum FormerPod
{
    /// <summary>It does not, or has no network of its own.</summary>
    No,

    /// <summary>Its address is outside of this network.</summary>
    Outside,

    /// <summary>Its network was set up before this one was there.</summary>
    Older,
}
