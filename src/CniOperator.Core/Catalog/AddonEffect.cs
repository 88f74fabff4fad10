namespace CniOperator.Core.Catalog;

/// <summary>
/// What the dataplane itself makes of an object that was applied, and that a lost update leaves undone: the object is as rendered, and
/// nothing works.
/// </summary>
/// <param name="Of">The kind of the rendered objects that have it.</param>
/// <param name="When">A Scriban expression that sees such an object as <c>it</c>; <c>null</c> for all of them.</param>
/// <param name="NodeAnnotation">An annotation that every Node gets on which the dataplane runs.</param>
/// <param name="DueSeconds">After the object was written, or the node's pod became ready, it is there within so many seconds.</param>
/// <param name="Touches">How often the object is written again, without a change of meaning, when it is not.</param>
/// <param name="Restarts">
/// The DaemonSet of the addon whose pods are then restarted, one node after the other; <c>null</c> for none.
/// </param>
/// <param name="Meaning">What does not work without it, as the end of a sentence.</param>
/// <param name="Fix">What a person can do when that does not help either.</param>
public sealed record AddonEffect(
    string Of,
    string? When,
    string NodeAnnotation,
    int DueSeconds,
    int Touches,
    string? Restarts,
    string Meaning,
    string Fix
);
