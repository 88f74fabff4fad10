namespace CniOperator.Core.Catalog;

/// <summary>One image of an addon.</summary>
/// <param name="Key">What <c>spec.images.overrides</c> calls it.</param>
/// <param name="Repository">Registry and repository, without tag.</param>
/// <param name="Description">What runs from it.</param>
public sealed record AddonImage(string Key, string Repository, string Description);
