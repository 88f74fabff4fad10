using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Judgements;

/// <summary>
/// Takes out of an object what others added and an apply would leave. Where it fails, the object is not applied in this round.
/// </summary>
/// <param name="Key">The object.</param>
/// <param name="Patch">A JSON Patch (RFC 6902) that tests each place before it removes it.</param>
/// <param name="Hash">The hash of the object that is applied next.</param>
public sealed record TakeAwayStep(ObjectKey Key, JsonArray Patch, string Hash) : Step
{
    /// <inheritdoc/>
    public override ObjectKey Key { get; } = Key;
}
