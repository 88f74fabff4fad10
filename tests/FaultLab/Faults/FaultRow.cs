using System.Text.Json.Nodes;

namespace CniOperator.FaultLab.Faults;

/// <summary>How one fault went.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Expected">The classes, and the subject.</param>
/// <param name="Verdict">The class that was said; empty for none.</param>
/// <param name="Subject">About what.</param>
/// <param name="Seconds">After how long.</param>
/// <param name="Limit">For how many seconds it was waited for.</param>
/// <param name="Wrong">What is not as it must be; empty if all is right.</param>
internal sealed record FaultRow(string Fault, string Expected, string Verdict, string Subject, double Seconds, int Limit, string Wrong)
{
    internal bool IsRight => Wrong.Length == 0;

    internal JsonObject ToJson() =>
        new()
        {
            ["fault"] = Fault,
            ["expected"] = Expected,
            ["verdict"] = Verdict,
            ["subject"] = Subject,
            ["seconds"] = Math.Round(Seconds, 1),
            ["limit"] = Limit,
            ["right"] = IsRight,
            ["wrong"] = Wrong,
        };
}
