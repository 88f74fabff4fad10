namespace CniOperator.Core.Api;

/// <summary>What happens to the dataplane when its ClusterNetwork is deleted.</summary>
public enum DeletionPolicy
{
    /// <summary>It keeps running.</summary>
    Retain,

    /// <summary>It is uninstalled.</summary>
    Remove,
}
