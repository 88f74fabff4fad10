using System.Collections;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>
/// Where scripts run: strict, without includes or files, and bounded in steps, loops, recursion and output. Steps bound time without
/// a clock, so that the same input always ends the same way.
/// </summary>
internal sealed class BoundedContext : TemplateContext
{
    /// <summary>Characters that one template may write.</summary>
    internal const int MaxOutput = 1 << 20;

    /// <summary>Characters that one value may have as text; nothing that Kubernetes stores needs more.</summary>
    internal const int MaxText = 1 << 18;

    /// <summary>Entries that one list may have.</summary>
    internal const int MaxList = 20_000;

    private readonly ScriptObject _variables = [];
    private readonly ScriptObject _globals;

    internal BoundedContext(ScriptObject globals)
        : base(ScriptFunctions.All)
    {
        _globals = globals;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedIndexerAccess = false;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedFunctionAccess = false;
        LoopLimit = MaxList;
        RecursiveLimit = 50;
        ObjectRecursionLimit = 50;
        OutputLimit = MaxOutput;
        LimitToString = MaxText;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        OnStringLimit = ScriptLimitBehavior.Throw;
        TemplateLoader = null;
        NewLine = "\n";
        PushGlobal(globals);
        PushGlobal(_variables);
    }

    /// <summary>What scripts see as <c>it</c>: the entry that a rule is asked of.</summary>
    internal object? It
    {
        set => _globals["it"] = value;
    }

    /// <summary>Forgets the variables that the last script set, and grants new steps.</summary>
    internal void StartOver()
    {
        ScriptWork.StartOver();
        _variables.Clear();
    }

    /// <summary>Counts a step before it is taken, and looks at what it made: lists and texts that double in a loop stay small.</summary>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (!ScriptWork.Spend())
            throw TooMuch();
        var result = base.Evaluate(scriptNode, aliasReturnedFunction);
        if (TooLarge(result) is { } problem)
            throw new ScriptRuntimeException(scriptNode?.Span ?? default(SourceSpan), problem);
        return ScriptWork.Spend(ScriptWork.Of(result)) ? result : throw TooMuch();

        ScriptRuntimeException TooMuch() =>
            new(scriptNode?.Span ?? default(SourceSpan), $"the template took more than {ScriptWork.Max} steps");
    }

    private static string? TooLarge(object? value) =>
        value switch
        {
            string { Length: > MaxText } => $"a text has more than {MaxText} characters",
            ICollection { Count: > MaxList } => $"a list has more than {MaxList} entries",
            _ => null,
        };
}
