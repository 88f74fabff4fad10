namespace CniOperator.Health.Verdicts;

/// <summary>How many nodes are how.</summary>
/// <param name="Expected">All nodes of the cluster.</param>
/// <param name="Reporting">Those whose canary reports.</param>
/// <param name="Healthy">Those in that state, and so on; the four add up to the expected ones.</param>
/// <param name="Faulty">See <see cref="NodeState.Faulty"/>.</param>
/// <param name="Suspect">See <see cref="NodeState.Suspect"/>.</param>
/// <param name="Unknown">See <see cref="NodeState.Unknown"/>.</param>
/// <param name="Excused">Of all, those with a note: shown, and raising no alarm.</param>
public readonly record struct HealthCounts(int Expected, int Reporting, int Healthy, int Faulty, int Suspect, int Unknown, int Excused);
