using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace CniOperator.Core.Rendering.Scripting;

/// <summary>A function that templates can call. Scriban's own way binds delegates by reflection, which Native AOT does not have.</summary>
internal sealed class ScriptFunction(string name, int required, int optional, Func<ScriptArray, object?> body) : IScriptCustomFunction
{
    private static readonly ScriptParameterInfo AnyParameter = new(typeof(object), "value");

    public int RequiredParameterCount => required;

    public int ParameterCount => required + optional;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index) => AnyParameter;

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        if (arguments.Count < required || arguments.Count > required + optional)
            throw new ScriptRuntimeException(
                context.CurrentSpan,
                $"{name} takes {(optional == 0 ? $"{required}" : $"{required} to {required + optional}")} arguments, not {arguments.Count}"
            );
        try
        {
            return body(arguments);
        }
        catch (ScriptFunctionException e)
        {
            throw new ScriptRuntimeException(callerContext?.Span ?? context.CurrentSpan, $"{name}: {e.Message}");
        }
    }

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));
}
