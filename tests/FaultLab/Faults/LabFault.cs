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
    /// <summary>
    /// For how many seconds its verdict is waited for: several times what it takes, so that a machine that is busy changes nothing.
    /// </summary>
    internal int Limit { get; init; } = 40;

    /// <summary>The verdict stays for minutes after the fault is gone, as it is meant to.</summary>
    internal bool Stays { get; init; }

    /// <summary>The verdict takes a while to go: the next faults come in the meantime, and must be seen besides it.</summary>
    internal bool Lingers { get; init; }

    /// <summary>No verdict may come up for so long; then nothing is expected.</summary>
    internal bool IsNone => Classes.Length == 0;

    /// <summary>Done in the process with simulated agents, in fast time; gives the verdicts, none of which may be there.</summary>
    internal Func<string>? Simulate { get; init; }
}
