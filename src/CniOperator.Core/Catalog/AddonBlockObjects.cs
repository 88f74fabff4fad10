namespace CniOperator.Core.Catalog;

/// <summary>
/// The objects in a cluster that are the blocks which nodes took out of an addon's pools, and where in them the plan reads.
/// </summary>
/// <param name="ApiVersion">Their group and version.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Cidr">The path of the network.</param>
/// <param name="Owner">The path of whose it is.</param>
/// <param name="OwnerPrefix">What stands before the node's name there.</param>
public sealed record AddonBlockObjects(string ApiVersion, string Kind, string Cidr, string Owner, string OwnerPrefix);
