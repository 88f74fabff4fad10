using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CniOperator.Commands;

/// <summary>Reads the values of options; whatever is wrong with one is said with the option, the value and the fix.</summary>
internal static class Typed
{
    /// <exception cref="InputException">It is not a number, or not in the range.</exception>
    public static int Number(string option, string text, int least, int most) =>
        Read(text, least, most) ?? throw new InputException(Problem(option, text, least, most));

    /// <summary>An option that is a whole number in a range.</summary>
    public static Option<int> Number(string option, string value, string description, int usual, int least, int most) =>
        new(option)
        {
            Description = description,
            HelpName = value,
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Read(text, least, most) is { } number)
                    return number;
                result.AddError(Problem(option, text, least, most));
                return usual;
            },
        };

    /// <summary>Refuses the empty text, which a script's unset variable becomes, where a path or a name must stand.</summary>
    public static void RefuseEmpty(OptionResult result)
    {
        if (result.Tokens.Any(t => t.Value.Length == 0))
            result.AddError($"{result.Option.Name} \"\": is empty; give a {result.Option.HelpName}");
    }

    private static int? Read(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    private static string Problem(string option, string text, int least, int most) =>
        $"{option} \"{text}\": {What(text)}; give a number from {least} to {most}";

    private static string What(string text) =>
        text.Length == 0 ? "is empty"
        : text.TrimStart('-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit) ? "is out of range"
        : "is not a whole number";
}
