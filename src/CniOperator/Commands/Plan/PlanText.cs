using CniOperator.Core.Findings;

namespace CniOperator.Commands.Plan;

/// <summary>A plan for people: networks, nodes, what is free, a map, and what is wrong.</summary>
internal static class PlanText
{
    public static void Write(PlanView plan, TextWriter output)
    {
        output.WriteLine(plan.Source.Title + (plan.Source.Nodes is { } nodes ? $", {Amount.Of(nodes.Nodes.Count, "node")}" : ""));
        if (plan.Families.Count > 0)
        {
            output.WriteLine();
            PlanTable.WriteNetworks(plan, output);
        }

        PlanTable.WriteNodes(plan, output);
        if (!plan.FromNodes)
            output.WriteLine($"{plan.Addon!.Name} assigns addresses itself, as pods need them, and ignores node subnets (spec.podCIDRs).");
        foreach (var family in plan.Families.Where(f => f is { Mask: not null, Shares: not null }))
        {
            PlanTable.WriteFree(family, output);
            output.WriteLine();
            PlanMap.Write(family, output);
        }

        WriteRemarks(plan, output);
    }

    /// <summary>What was assumed, then what is wrong as <c>validate</c> prints it, then the answer in one line.</summary>
    public static void WriteRemarks(PlanView plan, TextWriter output)
    {
        output.WriteLine();
        foreach (var note in plan.Source.Notes)
            output.WriteLine($"note: {note}");
        foreach (var remark in plan.Remarks)
            remark.Write(output);
        output.WriteLine(Verdict(plan));
    }

    private static string Verdict(PlanView plan)
    {
        var errors = plan.Remarks.Count(r => r.Blocks);
        var warnings = plan.Remarks.Count(r => !r.Blocks && r.Finding.Severity != Severity.Info);
        return errors > 0
                ? $"The plan does not hold: {Amount.Of(errors, "error")}{(warnings > 0 ? $", {Amount.Of(warnings, "warning")}" : "")}."
            : warnings > 0 ? $"The plan holds, with {Amount.Of(warnings, "warning")}."
            : "The plan holds.";
    }
}
