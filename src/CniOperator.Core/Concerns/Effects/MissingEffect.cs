using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Concerns.Effects;

/// <summary>An effect that nodes lack.</summary>
/// <param name="Object">The object that is to have it.</param>
/// <param name="Effect">What the dataplane makes of it.</param>
/// <param name="Nodes">The nodes that lack it, by name.</param>
/// <param name="DueAt">When it is due on the first of them.</param>
/// <param name="Overdue">It is late there.</param>
/// <param name="Touched">How often in a row the object was written again.</param>
internal sealed record MissingEffect(
    ObjectKey Object,
    AddonEffect Effect,
    IReadOnlyList<string> Nodes,
    DateTimeOffset DueAt,
    bool Overdue,
    int Touched
)
{
    /// <summary>What restarts there are to make, once writing the object again does not help; <c>null</c> before.</summary>
    internal EffectRestart? Restart { get; init; }

    /// <summary>It is in time still, or writing the object again may help.</summary>
    internal bool Touchable => !Overdue || Touched < Effect.Touches;

    /// <summary>Neither writing the object again nor a restart of the dataplane helps.</summary>
    internal bool Hopeless => !Touchable && Restart is not { Failed: false };
}
