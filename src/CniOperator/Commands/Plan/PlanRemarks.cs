using CniOperator.Core.AddressPlan;
using CniOperator.Core.Findings;

namespace CniOperator.Commands.Plan;

/// <summary>What the spec's rules and an examination say about addresses, with the place in the file where there is one.</summary>
internal static class PlanRemarks
{
    // Rules of the spec about anything else are for validate.
    private const string Addresses = "addresses/";

    public static IReadOnlyList<Remark> Of(PlanSource source)
    {
        var report = PlanExaminer.Examine(new PlanInput(source.Spec, source.Cluster) { Addon = source.Addon });
        var findings = source.Findings.Where(f => f.Rule.StartsWith(Addresses, StringComparison.Ordinal)).Concat(report.Findings)
            .DistinctBy(f => (f.Rule, f.Subject, f.Message)).OrderByDescending(f => f.Blocks).ThenByDescending(f => f.Severity);
        return [.. findings.Select(f => Of(f, source))];
    }

    private static Remark Of(Finding finding, PlanSource source) =>
        source is { File: { } file, Positions: { } positions } ? Remark.Of(finding, file, positions) : Remark.Of(finding);
}
