using System.Collections;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// Counts the work of the script that this thread runs: every step of it, and what functions walk through for it. One call may go through
/// a list of thousands or a text of a megabyte, so that steps alone would bound nothing. Work bounds time without a clock: the same input
/// always ends the same way.
/// </summary>
internal static class ScriptWork
{
    /// <summary>Work that one script may cause; the largest template of the built-in addons takes a tenth.</summary>
    internal const int Max = 200_000;

    private const int CharactersOfAStep = 256;

    [ThreadStatic]
    private static int spent;

    /// <summary>Grants a script its work.</summary>
    internal static void StartOver() => spent = 0;

    /// <summary>Counts work; false when there is too much.</summary>
    internal static bool Spend(int work = 1) => (spent += work) <= Max;

    /// <summary>Counts work inside a function.</summary>
    /// <exception cref="ScriptFunctionException">There is too much.</exception>
    internal static void Charge(int work = 1)
    {
        if (!Spend(work))
            throw new ScriptFunctionException($"the template took more than {Max} steps");
    }

    /// <summary>Counts making or passing on a value.</summary>
    internal static int Of(object? value) =>
        value switch
        {
            string text => text.Length / (16 * CharactersOfAStep),
            ScriptObject map => map.Count / 16,
            ICollection list => list.Count / 16,
            _ => 0,
        };

    /// <summary>Counts going through a text.</summary>
    /// <exception cref="ScriptFunctionException">There is too much.</exception>
    internal static void ChargeText(string text) => Charge(text.Length / CharactersOfAStep);
}
