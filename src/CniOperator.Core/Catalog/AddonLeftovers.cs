namespace CniOperator.Core.Catalog;

/// <summary>What stays on nodes after an addon is gone; names may end in <c>*</c>.</summary>
/// <param name="Interfaces">Network interfaces.</param>
/// <param name="Files">Files and folders, the CNI configuration first.</param>
/// <param name="IptablesChains">Chains as <c>table/chain</c>.</param>
/// <param name="NftablesTables">Tables as <c>family table</c>.</param>
/// <param name="NodeAnnotations">Annotations of Nodes.</param>
/// <param name="Notes">What no list can say.</param>
public sealed record AddonLeftovers(
    IReadOnlyList<string> Interfaces,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> IptablesChains,
    IReadOnlyList<string> NftablesTables,
    IReadOnlyList<string> NodeAnnotations,
    IReadOnlyList<string> Notes
);
