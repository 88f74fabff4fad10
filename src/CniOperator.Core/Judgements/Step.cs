using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>One change to the cluster. The set is closed: the executor has one method for each.</summary>
public abstract record Step
{
    private protected Step() { }

    /// <summary>The object to change.</summary>
    public abstract ObjectKey Key { get; }
}
