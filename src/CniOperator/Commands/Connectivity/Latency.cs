using System.Globalization;

namespace CniOperator.Commands.Connectivity;

/// <summary>Times that packets take, for people.</summary>
internal static class Latency
{
    /// <summary>Microseconds in the unit that fits; empty for none.</summary>
    public static string Of(long microseconds) =>
        microseconds switch
        {
            <= 0 => "",
            < 1_000 => $"{microseconds.ToString(CultureInfo.InvariantCulture)} µs",
            < 10_000 => $"{(microseconds / 1_000.0).ToString("0.0", CultureInfo.InvariantCulture)} ms",
            < 1_000_000 => $"{(microseconds / 1_000).ToString(CultureInfo.InvariantCulture)} ms",
            _ => $"{(microseconds / 1_000_000.0).ToString("0.0", CultureInfo.InvariantCulture)} s",
        };
}
