using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>Deletes one pod of the dataplane, so that its controller makes it again.</summary>
/// <param name="Key">The pod.</param>
/// <param name="Uid">Its uid: a namesake that came later stays.</param>
/// <param name="Node">Its node.</param>
/// <param name="Why">Why, for people.</param>
public sealed record DeletePodStep(ObjectKey Key, string Uid, string Node, string Why) : Step
{
    /// <inheritdoc/>
    public override ObjectKey Key { get; } = Key;

    /// <summary>The identity of a pod.</summary>
    public static ObjectKey KeyOf(string ns, string name) => new("v1", "Pod", ns, name);
}
