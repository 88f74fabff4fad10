using CniOperator.FaultLab.Running;
using CniOperator.Health.Verdicts;

namespace CniOperator.FaultLab.Faults;

/// <summary>Something that breaks, and what must be said about it.</summary>
/// <param name="Name">What <c>--fault</c> names it.</param>
/// <param name="What">What is done.</param>
/// <param name="Classes">The class that the verdict must have; of several, any.</param>
/// <param name="Subject">What it must be about; nodes of a link in any order.</param>
/// <param name="Inject">Breaks it.</param>
/// <param name="Heal">Repairs what <see cref="Running.Lab"/> does not by itself.</param>
internal sealed record LabFault(
    string Name,
    string What,
    FaultClass[] Classes,
    string Subject,
    Action<Lab> Inject,
    Action<Lab>? Heal = null
)
{
    /// <summary>Within how many seconds the verdict must be there.</summary>
    internal int Goal { get; init; } = 12;

    /// <summary>The verdict stays for minutes after the fault is gone, as it is meant to.</summary>
    internal bool Stays { get; init; }

    /// <summary>No verdict may come up for so long; then nothing is expected.</summary>
    internal bool IsNone => Classes.Length == 0;
}
