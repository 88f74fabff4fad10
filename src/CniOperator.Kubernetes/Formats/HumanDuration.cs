using System.Globalization;

namespace CniOperator.Kubernetes.Formats;

/// <summary>Durations as kubectl prints ages: one or two units, coarser the longer (apimachinery <c>duration.HumanDuration</c>).</summary>
public static class HumanDuration
{
    /// <summary>A duration, in whole seconds; <c>&lt;invalid&gt;</c> when it is more than a second below zero.</summary>
    public static string Of(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        if (seconds < 120)
            return Text($"{seconds}s");
        var minutes = seconds / 60;
        if (minutes < 10)
            return Two(minutes, "m", seconds % 60, "s");
        if (minutes < 180)
            return Text($"{minutes}m");
        var hours = minutes / 60;
        if (hours < 8)
            return Two(hours, "h", minutes % 60, "m");
        if (hours < 48)
            return Text($"{hours}h");
        if (hours < 192)
            return Two(hours / 24, "d", hours % 24, "h");
        if (hours < 24 * 365 * 2)
            return Text($"{hours / 24}d");
        return hours < 24 * 365 * 8 ? Two(hours / 24 / 365, "y", hours / 24 % 365, "d") : Text($"{hours / 24 / 365}y");
    }

    private static string Two(long first, string firstUnit, long second, string secondUnit) =>
        second == 0 ? Text($"{first}{firstUnit}") : Text($"{first}{firstUnit}{second}{secondUnit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
