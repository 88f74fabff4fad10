namespace CniOperator.Core.Rendering.Scripting;

/// <summary>A script cannot run.</summary>
internal sealed class ScriptException(ScriptProblem problem) : Exception(problem.ToString())
{
    internal ScriptProblem Problem { get; } = problem;
}
