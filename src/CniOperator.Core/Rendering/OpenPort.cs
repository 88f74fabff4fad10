namespace CniOperator.Core.Rendering;

/// <summary>A port or protocol that this configuration uses.</summary>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c>, or an IP protocol such as <c>ESP</c>.</param>
/// <param name="Port">The number; <c>null</c> for protocols without ports.</param>
/// <param name="Scope"><c>nodes</c>: from every other node; <c>host</c>: used on the node itself.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record OpenPort(string Protocol, int? Port, string Scope, string Purpose);
