namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// Bounds a walk through a script's value: one list that holds another twice, forty deep, is small in memory and endless to walk.
/// </summary>
internal sealed class ValueBudget
{
    private const int MaxValues = 100_000;

    private int _spent;

    /// <summary>Counts one value; always true.</summary>
    /// <exception cref="ScriptFunctionException">There are too many.</exception>
    internal bool Spend()
    {
        ScriptWork.Charge();
        return ++_spent <= MaxValues ? true : throw new ScriptFunctionException($"it has more than {MaxValues} values");
    }
}
