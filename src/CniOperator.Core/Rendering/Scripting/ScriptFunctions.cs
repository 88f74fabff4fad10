using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// Everything that templates can call. Scriban's own functions are left out on purpose: some read the clock or evaluate text, and
/// what a template can do must depend on its input alone.
/// </summary>
internal static class ScriptFunctions
{
    // Characters are escaped only where JSON demands it: configuration is for people too, and never goes into HTML.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Pretty = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The functions by name; shared and read-only.</summary>
    internal static ScriptObject All { get; } = Build();

    private static ScriptObject Build()
    {
        var all = new ScriptObject();
        void Add(string name, int required, int optional, Func<ScriptArray, object?> body) =>
            all[name] = new ScriptFunction(name, required, optional, body);

        // Text that is safe inside YAML, whatever the value is.
        Add("json", 1, 0, a => Write(a[0], Compact));
        Add("json_pretty", 1, 0, a => Write(a[0], Pretty) + "\n");
        Add("yaml", 1, 0, a => a[0] is null ? "null" : Write(a[0], Compact));
        Add("indent", 2, 0, a => Indent(Text(a[0]), Number(a[1])));
        Add("base64", 1, 0, a => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(a[0]))));

        // Values.
        Add("default", 2, 0, a => a[0] is null or "" ? a[1] : a[0]);
        Add("string", 1, 0, a => Text(a[0]));
        Add("size", 1, 0, a => Size(a[0]));
        Add("keys", 1, 0, a => new ScriptArray(Bounded(Map(a[0]).Select(p => (object?)p.Key))));
        Add("has", 2, 0, a => Map(a[0]).ContainsKey(Text(a[1])) && Map(a[0])[Text(a[1])] is not null);
        Add("without_nulls", 1, 0, a => WithoutNulls(a[0], new ValueBudget()));
        Add("merge", 2, 0, a => Merge(Map(a[0]), Map(a[1])));

        // Lists.
        Add("first", 1, 0, a => List(a[0]).FirstOrDefault());
        Add("concat", 2, 0, a => new ScriptArray(Bounded(List(a[0]).Concat(List(a[1])))));
        Add("compact", 1, 0, a => new ScriptArray(List(a[0]).Where(e => e is not null)));
        Add("join", 2, 0, a => Join(Text(a[1]), List(a[0]).Select(Text)));
        Add("pluck", 2, 0, a => new ScriptArray(List(a[0]).Select(e => Map(e).TryGetValue(Text(a[1]), out var value) ? value : null)));
        Add("includes", 2, 0, a => List(a[0]).Any(e => Text(e) == Text(a[1])));
        Add("any_filled", 1, 0, a => List(a[0]).Any(e => e is not (null or "")));

        // Strings.
        Add("starts_with", 2, 0, a => Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal));
        Add("ends_with", 2, 0, a => Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal));
        Add("contains", 2, 0, a => Text(a[0]).Contains(Text(a[1]), StringComparison.Ordinal));
        Add("replace", 3, 0, a => Replace(Text(a[0]), Text(a[1]), Text(a[2])));
        Add("split", 2, 0, a => new ScriptArray(Text(a[0]).Split(Text(a[1]))));
        Add("lower", 1, 0, a => Text(a[0]).ToLowerInvariant());
        Add("upper", 1, 0, a => Text(a[0]).ToUpperInvariant());

        // Numbers and addresses.
        Add("min", 2, 0, a => Math.Min(Number(a[0]), Number(a[1])));
        Add("max", 2, 0, a => Math.Max(Number(a[0]), Number(a[1])));
        Add("is_ipv4", 1, 0, a => Family(Text(a[0])) == System.Net.Sockets.AddressFamily.InterNetwork);
        Add("is_ipv6", 1, 0, a => Family(Text(a[0])) == System.Net.Sockets.AddressFamily.InterNetworkV6);
        Add("prefix_length", 1, 0, a => CidrFunctions.Parse(Text(a[0])).PrefixLength);
        Add("cidrs_outside", 2, 0, a => new ScriptArray(CidrFunctions.Outside(List(a[0]).Select(Text), List(a[1]).Select(Text))));
        Add("overlapping_cidrs", 1, 0, a => new ScriptArray(CidrFunctions.Overlapping([.. List(a[0]).Select(Text)])));
        Add("selector_problem", 1, 0, a => SelectorFunctions.Problem(Text(a[0])));
        all.IsReadOnly = true;
        return all;
    }

    private static string Write(object? value, JsonSerializerOptions options) =>
        ScriptValues.ToJson(value) is { } node ? node.ToJsonString(options) : "null";

    private static string Indent(string text, int spaces)
    {
        if (spaces is < 0 or > 100)
            throw new ScriptFunctionException($"indents by 0 to 100 characters, not {spaces}");
        var pad = new string(' ', spaces);
        return Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? line : pad + line));
    }

    // Texts are measured before they are made: the context would refuse them only afterwards.
    private static string Join(string separator, IEnumerable<string> parts)
    {
        var result = new StringBuilder();
        foreach (var (i, part) in parts.Index())
        {
            if (i > 0)
                result.Append(separator);
            result.Append(part);
            if (result.Length > BoundedContext.MaxText)
                throw TooLong();
        }

        return result.ToString();
    }

    private static string Replace(string text, string old, string with)
    {
        if (old.Length == 0)
            throw new ScriptFunctionException("cannot replace the empty text");
        return Join(with, text.Split(old));
    }

    private static ScriptFunctionException TooLong() => new($"a text would have more than {BoundedContext.MaxText} characters");

    private static ScriptObject Merge(ScriptObject under, ScriptObject over)
    {
        ScriptWork.Charge(under.Count + over.Count);
        var result = new ScriptObject(under.Count + over.Count);
        foreach (var (name, value) in under)
            result[name] = value;
        foreach (var (name, value) in over)
            result[name] = value;
        return result;
    }

    private static object? WithoutNulls(object? value, ValueBudget budget)
    {
        budget.Spend();
        switch (value)
        {
            case ScriptObject map:
                var result = new ScriptObject(map.Count);
                foreach (var (name, entry) in map)
                    if (entry is not null)
                        result[name] = WithoutNulls(entry, budget);
                return result;
            case ScriptArray list:
                return new ScriptArray(list.Where(e => e is not null).Select(e => WithoutNulls(e, budget)));
            default:
                return value;
        }
    }

    private static long Size(object? value) =>
        value switch
        {
            null => 0,
            string text => text.Length,
            ScriptObject map => map.Count,
            _ => List(value).LongCount(),
        };

    private static System.Net.Sockets.AddressFamily? Family(string text) =>
        IPAddress.TryParse(text.Split('/')[0], out var address) ? address.AddressFamily : null;

    private static ScriptObject Map(object? value) =>
        value as ScriptObject ?? throw new ScriptFunctionException($"needs an object, not {Describe(value)}");

    private static IEnumerable<object?> List(object? value) =>
        value switch
        {
            null => [],
            ScriptObject or string => throw new ScriptFunctionException($"needs a list, not {Describe(value)}"),
            IEnumerable list => Bounded(list.Cast<object?>()),
            _ => throw new ScriptFunctionException($"needs a list, not {Describe(value)}"),
        };

    // A range such as 1..2000000000 is no list in memory, but whoever goes through it takes as long.
    private static IEnumerable<object?> Bounded(IEnumerable<object?> list)
    {
        foreach (var (i, entry) in list.Index())
        {
            ScriptWork.Charge();
            if (i >= BoundedContext.MaxList)
                throw new ScriptFunctionException($"a list has more than {BoundedContext.MaxList} entries");
            yield return entry;
        }
    }

    private static string Text(object? value) =>
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

    private static int Number(object? value) =>
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
