using System.Globalization;

namespace CniOperator.Commands.Plan;

/// <summary>Reads the values of options; whatever is wrong with one is said with the option, the value and the fix.</summary>
internal static class Typed
{
    /// <exception cref="InputException">It is no number, or not in the range.</exception>
    public static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InputException($"{option} \"{text}\": {What(text)}; give a number from {least} to {most}");

    private static string What(string text) => text.Length == 0 ? "is empty" : text.All(char.IsAsciiDigit) ? "is out of range" : "is no whole number";
}
