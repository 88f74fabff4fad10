namespace CniOperator.Core.Catalog;

/// <summary>How Nodes tell that a dataplane runs on them outside of pods.</summary>
/// <param name="Annotations">The annotations that such a Node has, all of them.</param>
/// <param name="OffAnnotation">The annotation of any Node that tells that it is switched off; <c>null</c> when none does.</param>
/// <param name="OffText">What that annotation then contains, its list separators written as <c>=</c>.</param>
/// <param name="Unless">Dataplanes that leave the same annotations: where one of them runs, these tell nothing.</param>
public sealed record NodeSignature(IReadOnlyList<string> Annotations, string? OffAnnotation, string? OffText, IReadOnlyList<string> Unless);
