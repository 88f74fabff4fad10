using CniOperator.Core.Rollout;

namespace CniOperator.Core.Coexistence;

/// <summary>What of the cluster tells about other networks on the nodes.</summary>
/// <param name="Dataplanes">The dataplanes that run.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="RecordedAt">When the operator first recorded this network; <c>null</c> when it did not yet.</param>
public sealed record CoexistenceInput(ObservedDataplanes Dataplanes, IReadOnlyList<NodeView> Nodes, DateTimeOffset? RecordedAt)
{
    /// <summary>No cluster was asked.</summary>
    public static CoexistenceInput None { get; } = new(ObservedDataplanes.None, [], null);

    /// <summary>True when both are of the same instances, as those who make them keep what did not change.</summary>
    internal static bool Same(CoexistenceInput one, CoexistenceInput other) =>
        ReferenceEquals(one.Dataplanes, other.Dataplanes) && ReferenceEquals(one.Nodes, other.Nodes) && one.RecordedAt == other.RecordedAt;
}
