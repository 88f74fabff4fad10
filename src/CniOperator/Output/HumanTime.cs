namespace CniOperator.Output;

/// <summary>Durations as kubectl shortens them: <c>42s</c>, <c>5m3s</c>, <c>3h7m</c>, <c>12d</c>.</summary>
internal static class HumanTime
{
    public static string Age(TimeSpan age) =>
        age switch
        {
            { TotalSeconds: < 120 } => $"{Math.Max(0, (int)age.TotalSeconds)}s",
            { TotalMinutes: < 10 } => age.Seconds == 0 ? $"{age.Minutes}m" : $"{age.Minutes}m{age.Seconds}s",
            { TotalHours: < 3 } => $"{(int)age.TotalMinutes}m",
            { TotalHours: < 8 } => age.Minutes == 0 ? $"{age.Hours}h" : $"{age.Hours}h{age.Minutes}m",
            { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
            { TotalDays: < 8 } => age.Hours == 0 ? $"{age.Days}d" : $"{age.Days}d{age.Hours}h",
            _ => $"{(int)age.TotalDays}d",
        };
}
