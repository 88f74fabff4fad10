namespace CniOperator.Core.Judgements;

/// <summary>Why an object is deleted.</summary>
public enum DeleteCause
{
    /// <summary>It is no longer rendered.</summary>
    Prune,

    /// <summary>It has a field that cannot be changed: what depends on it stays, and it is created again.</summary>
    Replace,

    /// <summary>Its ClusterNetwork is being deleted.</summary>
    Uninstall,
}
