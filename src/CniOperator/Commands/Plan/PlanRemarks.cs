using CniOperator.Core.AddressPlan;
using CniOperator.Core.Documents;
using CniOperator.Core.Findings;

namespace CniOperator.Commands.Plan;

/// <summary>What an examination of the address plan says, with its place in the file where there is one.</summary>
internal static class PlanRemarks
{
    public static IReadOnlyList<Remark> Of(PlanSource source)
    {
        var report = PlanExaminer.Examine(new PlanInput(source.Spec, source.Cluster) { Addon = source.Addon });
        return [.. report.Findings.Select(f => Of(f, source))];
    }

    private static Remark Of(Finding finding, PlanSource source) =>
        source is { File: { } file, Positions: { } positions } ? Remark.Of(finding, file, positions) : Remark.Of(finding);
}
