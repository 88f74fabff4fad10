using CniOperator.Core.AddressPlan;
using CniOperator.Core.Findings;

namespace CniOperator.Commands.Plan;

/// <summary>What an examination says, with the place in the file where there is one.</summary>
internal static class PlanRemarks
{
    public static IReadOnlyList<Remark> Of(PlanSource source)
    {
        var findings = Acknowledgement.Mark(PlanExaminer.Examine(source.Input).Findings.Concat(source.Findings), source.Spec.Acknowledge);
        return [.. findings.OrderByDescending(f => f.Blocks).ThenByDescending(f => f.Severity).Select(f => Of(f, source))];
    }

    private static Remark Of(Finding finding, PlanSource source) =>
        source is { File: { } file, Positions: { } positions } ? Remark.Of(finding, file, positions) : Remark.Of(finding);
}
