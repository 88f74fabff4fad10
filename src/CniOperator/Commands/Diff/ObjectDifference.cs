using CniOperator.Kubernetes.Objects;

namespace CniOperator.Commands.Diff;

/// <summary>What would happen to one object.</summary>
/// <param name="Key">The object.</param>
/// <param name="Action">What would happen.</param>
/// <param name="Fields">Which fields change; empty when the object is created or deleted.</param>
internal sealed record ObjectDifference(ObjectKey Key, ObjectAction Action, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>Why the API server was not asked what it would make of it; empty when it was.</summary>
    public string Untried { get; init; } = "";
}
