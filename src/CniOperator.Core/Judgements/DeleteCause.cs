namespace CniOperator.Core.Judgements;

/// <summary>Why an object is deleted.</summary>
public enum DeleteCause
{
    /// <summary>It is no longer rendered.</summary>
    Prune,

    /// <summary>Its ClusterNetwork is being deleted.</summary>
    Uninstall,
}
