namespace CniOperator.Core.Rendering.Scripting;

/// <summary>A function was given something it cannot work with.</summary>
internal sealed class ScriptFunctionException(string message) : Exception(message);
