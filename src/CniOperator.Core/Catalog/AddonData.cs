namespace CniOperator.Core.Catalog;

/// <summary>What is lost with an object that is deleted, because nothing that is rendered brings it back.</summary>
/// <param name="Of">The object's kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Holds">What it holds, as the end of a sentence.</param>
/// <param name="Fix">What to do when that is lost.</param>
public sealed record AddonData(string Of, string Name, string Holds, string Fix);
