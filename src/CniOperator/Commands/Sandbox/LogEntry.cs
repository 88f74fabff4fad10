namespace CniOperator.Commands.Sandbox;

/// <summary>One thing that happened in the embedded cluster.</summary>
/// <param name="Elapsed">Since the command started.</param>
/// <param name="Area">What it is about, one word: <c>applied</c>, <c>pod</c>, <c>node</c>, <c>condition</c>…</param>
/// <param name="Text">What happened.</param>
/// <param name="IsProblem">Whether it deserves a second look.</param>
internal sealed record LogEntry(TimeSpan Elapsed, string Area, string Text, bool IsProblem = false)
{
    public override string ToString() => $"{Elapsed.TotalSeconds, 6:0.00}s  {Area, -10} {Text}";
}
