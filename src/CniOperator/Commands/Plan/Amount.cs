using System.Globalization;
using System.Numerics;

namespace CniOperator.Commands.Plan;

/// <summary>Numbers for people.</summary>
internal static class Amount
{
    // Beyond it digits are not worth reading.
    private static readonly BigInteger Readable = BigInteger.One << 40;

    /// <summary>With thousands parted, <c>65,536</c>; large ones as powers of two, <c>2^64</c>, or about one, <c>~2^64</c>.</summary>
    public static string Of(BigInteger number)
    {
        if (number < Readable)
            return number.ToString("N0", CultureInfo.InvariantCulture);
        var power = (int)Math.Round(BigInteger.Log(number, 2));
        return number == BigInteger.One << power ? $"2^{power}" : $"~2^{power}";
    }

    /// <summary>As <see cref="Of(BigInteger)"/>; what is not known is empty.</summary>
    public static string Of(BigInteger? number) => number is { } known ? Of(known) : "";

    /// <summary>A share as a percentage with one digit; what is more than nothing and less than all never reads as such.</summary>
    public static string Percent(double share) =>
        share switch
        {
            > 0 and < 0.001 => "<0.1%",
            > 0.999 and < 1 => "99.9%",
            _ => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%",
        };

    /// <summary>A number with its noun, in the plural where it takes one.</summary>
    public static string Of(long number, string noun) => $"{Of(number)} {noun}{(number == 1 ? "" : noun.EndsWith('s') ? "es" : "s")}";
}
