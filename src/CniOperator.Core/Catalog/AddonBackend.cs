namespace CniOperator.Core.Catalog;

/// <summary>One way of moving packets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is and when to take it.</param>
/// <param name="Families">The IP families that it carries: <c>ipv4</c>, <c>ipv6</c>.</param>
/// <param name="Overhead">Bytes that it adds to every packet.</param>
/// <param name="Options">The options that it has.</param>
/// <param name="Lacks">Option to the reason why this backend lacks it.</param>
/// <param name="Ports">Ports and protocols that must pass between nodes.</param>
/// <param name="Requirements">What nodes and network must bring.</param>
public sealed record AddonBackend(
    string Name,
    string Description,
    IReadOnlyList<string> Families,
    EncapsulationOverhead Overhead,
    IReadOnlyList<string> Options,
    IReadOnlyDictionary<string, string> Lacks,
    IReadOnlyList<AddonPort> Ports,
    IReadOnlyList<AddonRequirement> Requirements
)
{
    /// <summary>
    /// The backend that it takes where it cannot work itself, without telling Kubernetes; <c>null</c> when what is asked for is
    /// what runs.
    /// </summary>
    public string? FallsBackTo { get; init; }
}
