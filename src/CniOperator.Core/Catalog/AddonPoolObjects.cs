namespace CniOperator.Core.Catalog;

/// <summary>The objects in a cluster that are an addon's pools, those of others included, and where in them the plan reads.</summary>
/// <param name="ApiVersion">Their group and version.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Cidr">The path of the network.</param>
/// <param name="BlockSize">The path of the prefix length of a block.</param>
/// <param name="Disabled">The path of the flag that no address is taken from it.</param>
/// <param name="NodeSelector">The path of the selector of nodes.</param>
public sealed record AddonPoolObjects(string ApiVersion, string Kind, string Cidr, string BlockSize, string Disabled, string NodeSelector);
