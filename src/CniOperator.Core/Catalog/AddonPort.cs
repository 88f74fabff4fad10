namespace CniOperator.Core.Catalog;

/// <summary>A port or protocol on every node.</summary>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c>, or an IP protocol such as <c>ESP</c>.</param>
/// <param name="Port">A Scriban expression that gives the number; <c>null</c> for protocols without ports.</param>
/// <param name="Scope"><c>nodes</c>: from every other node; <c>host</c>: used on the node itself.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="When">A Scriban expression; <c>null</c> for always.</param>
public sealed record AddonPort(string Protocol, string? Port, string Scope, string Purpose, string? When);
