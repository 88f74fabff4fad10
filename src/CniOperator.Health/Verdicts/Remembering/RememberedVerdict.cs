namespace CniOperator.Health.Verdicts.Remembering;

/// <summary>A verdict, and when something last supported it.</summary>
internal readonly record struct RememberedVerdict(Verdict Verdict, DateTimeOffset Supported);
