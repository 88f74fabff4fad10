using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scriban.Runtime;
using static CniOperator.Core.Rendering.Scripting.ScriptArguments;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// Everything that templates can call. Scriban's own functions are left out on purpose: some read the clock or evaluate text, and
/// what a template can do must depend on its input alone.
/// </summary>
internal static class ScriptFunctions
{
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

        AddTexts(Add);
        AddValues(Add);
        AddLists(Add);
        AddStrings(Add);
        AddNumbers(Add);
        all.IsReadOnly = true;
        return all;
    }

    // Text that is safe inside YAML, whatever the value is.
    private static void AddTexts(Action<string, int, int, Func<ScriptArray, object?>> add)
    {
        add("json", 1, 0, a => Write(a[0], Compact));
        add("json_pretty", 1, 0, a => Write(a[0], Pretty) + "\n");
        add("yaml", 1, 0, a => a[0] is null ? "null" : Write(a[0], Compact));
        add("indent", 2, 0, a => Indent(Text(a[0]), Number(a[1])));
        add("base64", 1, 0, a => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(a[0]))));
    }

    private static void AddValues(Action<string, int, int, Func<ScriptArray, object?>> add)
    {
        add("default", 2, 0, a => a[0] is null or "" ? a[1] : a[0]);
        add("string", 1, 0, a => Text(a[0]));
        add("size", 1, 0, a => Size(a[0]));
        add("keys", 1, 0, a => new ScriptArray(Bounded(Map(a[0]).Select(p => (object?)p.Key))));
        add("has", 2, 0, a => Map(a[0]).ContainsKey(Text(a[1])) && Map(a[0])[Text(a[1])] is not null);
        add("without_nulls", 1, 0, a => WithoutNulls(a[0], new ValueBudget()));
        add("merge", 2, 0, a => Merge(Map(a[0]), Map(a[1])));
    }

    private static void AddLists(Action<string, int, int, Func<ScriptArray, object?>> add)
    {
        add("first", 1, 0, a => List(a[0]).FirstOrDefault());
        add("concat", 2, 0, a => new ScriptArray(Bounded(List(a[0]).Concat(List(a[1])))));
        add("compact", 1, 0, a => new ScriptArray(List(a[0]).Where(e => e is not null)));
        add("join", 2, 0, a => Join(Text(a[1]), List(a[0]).Select(Text)));
        add("pluck", 2, 0, a => new ScriptArray(List(a[0]).Select(e => Map(e).TryGetValue(Text(a[1]), out var value) ? value : null)));
        add("includes", 2, 0, a => List(a[0]).Any(e => Text(e) == Text(a[1])));
        add("any_filled", 1, 0, a => List(a[0]).Any(e => e is not (null or "")));
    }

    private static void AddStrings(Action<string, int, int, Func<ScriptArray, object?>> add)
    {
        add("starts_with", 2, 0, a => Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal));
        add("ends_with", 2, 0, a => Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal));
        add("contains", 2, 0, a => Text(a[0]).Contains(Text(a[1]), StringComparison.Ordinal));
        add("replace", 3, 0, a => Replace(Text(a[0]), Text(a[1]), Text(a[2])));
        add("split", 2, 0, a => new ScriptArray(Text(a[0]).Split(Text(a[1]))));
        add("lower", 1, 0, a => Text(a[0]).ToLowerInvariant());
        add("upper", 1, 0, a => Text(a[0]).ToUpperInvariant());
    }

    private static void AddNumbers(Action<string, int, int, Func<ScriptArray, object?>> add)
    {
        add("min", 2, 0, a => Math.Min(Number(a[0]), Number(a[1])));
        add("max", 2, 0, a => Math.Max(Number(a[0]), Number(a[1])));
        add("is_ipv4", 1, 0, a => Family(Text(a[0])) == System.Net.Sockets.AddressFamily.InterNetwork);
        add("is_ipv6", 1, 0, a => Family(Text(a[0])) == System.Net.Sockets.AddressFamily.InterNetworkV6);
        add("prefix_length", 1, 0, a => CidrFunctions.Parse(Text(a[0])).PrefixLength);
        add("cidrs_outside", 2, 0, a => new ScriptArray(CidrFunctions.Outside(List(a[0]).Select(Text), List(a[1]).Select(Text))));
        add("overlapping_cidrs", 1, 0, a => new ScriptArray(CidrFunctions.Overlapping([.. List(a[0]).Select(Text)])));
        add("selector_problem", 1, 0, a => SelectorFunctions.Problem(Text(a[0])));
    }

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
}
