namespace CniOperator.Core.Catalog;

/// <summary>The ways in which an addon moves packets.</summary>
/// <param name="Select">A Scriban expression that gives the chosen one's name.</param>
/// <param name="OptionsIn">
/// The parameter whose fields are options that some backends have and others lack; <c>null</c> when there is none.
/// </param>
/// <param name="SharedOptions">Fields of it that every backend has.</param>
/// <param name="All">All of them.</param>
public sealed record AddonBackends(string Select, string? OptionsIn, IReadOnlyList<string> SharedOptions, IReadOnlyList<AddonBackend> All);
