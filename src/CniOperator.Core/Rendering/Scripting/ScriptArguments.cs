using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// What templates pass to functions, as those need it; a value of another kind is a <see cref="ScriptFunctionException"/>.
/// </summary>
internal static class ScriptArguments
{
    // Characters are escaped only where JSON demands it: configuration is for people too, and never goes into HTML.
    internal static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(object? value, JsonSerializerOptions options) =>
        ScriptValues.ToJson(value) is { } node ? node.ToJsonString(options) : "null";

    internal static ScriptObject Map(object? value) =>
        value as ScriptObject ?? throw new ScriptFunctionException($"needs an object, not {Describe(value)}");

    internal static IEnumerable<object?> List(object? value) =>
        value switch
        {
            null => [],
            ScriptObject or string => throw new ScriptFunctionException($"needs a list, not {Describe(value)}"),
            IEnumerable list => Bounded(list.Cast<object?>()),
            _ => throw new ScriptFunctionException($"needs a list, not {Describe(value)}"),
        };

    // A range such as 1..2000000000 is not a list in memory, but going through it takes as long.
    internal static IEnumerable<object?> Bounded(IEnumerable<object?> list)
    {
        foreach (var (i, entry) in list.Index())
        {
            ScriptWork.Charge();
            if (i >= BoundedContext.MaxList)
                throw new ScriptFunctionException($"a list has more than {BoundedContext.MaxList} entries");
            yield return entry;
        }
    }

    internal static string Text(object? value) =>
        value switch
        {
            string text => Charged(text),
            bool flag => flag ? "true" : "false",
            ScriptObject or ScriptArray => Write(value, Compact),
            null => "",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private static string Charged(string text)
    {
        ScriptWork.ChargeText(text);
        return text;
    }

    internal static int Number(object? value) =>
        value switch
        {
            int number => number,
            long number and >= int.MinValue and <= int.MaxValue => (int)number,
            double number when number is >= int.MinValue and <= int.MaxValue => (int)number,
            _ => throw new ScriptFunctionException($"needs a number, not {Describe(value)}"),
        };

    private static string Describe(object? value) =>
        value switch
        {
            null => "null",
            string text => $"the text \"{(text.Length > 40 ? text[..40] + "…" : text)}\"",
            ScriptObject => "an object",
            ScriptArray => "a list",
            _ => Text(value),
        };
}
