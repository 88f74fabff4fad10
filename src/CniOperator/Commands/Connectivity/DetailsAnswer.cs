namespace CniOperator.Commands.Connectivity;

/// <summary>What asking the operator for details gave.</summary>
/// <param name="Details">The details; <c>null</c> when there are none.</param>
/// <param name="Problem">Why there are none, and what to do, in one sentence without its first capital and stop.</param>
/// <param name="Lasts">Asking again in a moment gives the same.</param>
internal sealed record DetailsAnswer(Details? Details, string Problem, bool Lasts)
{
    public static DetailsAnswer Of(Details details) => new(details, "", false);

    public static DetailsAnswer Never(string problem) => new(null, problem, true);

    public static DetailsAnswer NotNow(string problem) => new(null, problem, false);
}
