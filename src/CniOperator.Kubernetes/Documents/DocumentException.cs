namespace CniOperator.Kubernetes.Documents;

/// <summary>A document that cannot be read: which file, where in it, what is wrong and how to fix it.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>Creates one.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="fix">How to fix it; empty when the problem says it.</param>
    public DocumentException(string file, int line, int column, string problem, string fix = "")
        : base($"{file}:{line}:{column}: {problem}{(fix.Length == 0 ? "" : $"; {fix}")}") =>
        (File, Line, Column, Problem, Fix) = (file, line, column, problem, fix);

    /// <summary>The file as the user named it.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1.</summary>
    public int Column { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>How to fix it; may be empty.</summary>
    public string Fix { get; }
}
