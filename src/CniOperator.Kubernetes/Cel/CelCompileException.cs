namespace CniOperator.Kubernetes.Cel;

/// <summary>An expression that does not parse or does not fit the schema; the message shows the place as cel-go does.</summary>
public sealed class CelCompileException : Exception
{
    internal CelCompileException(string problem)
        : base(problem) => (Line, Column) = (1, 1);

    internal CelCompileException(string expression, int offset, string problem)
        : base(Show(expression, offset, problem)) => (Line, Column) = Locate(expression, offset);

    /// <summary>The line of the expression, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1.</summary>
    public int Column { get; }

    private static (int Line, int Column) Locate(string expression, int offset)
    {
        var before = expression.AsSpan(0, Math.Min(offset, expression.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private static string Show(string expression, int offset, string problem)
    {
        var (line, column) = Locate(expression, offset);
        var text = expression.Split('\n')[line - 1];
        return $"compilation failed: ERROR: <input>:{line}:{column}: {problem}\n | {text}\n | {new string('.', column - 1)}^";
    }
}
