namespace CniOperator.Core.AddressPlan;

/// <summary>Proves an address plan, or says what keeps it from holding. Pure: the same input gives the same report.</summary>
public static class PlanExaminer
{
    /// <summary>Examines. Never throws for bad input.</summary>
    public static PlanReport Examine(PlanInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new PlanReport([], null);
    }
}
