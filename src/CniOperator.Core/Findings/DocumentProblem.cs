namespace CniOperator.Core.Findings;

/// <summary>One thing that keeps a text from being used.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Field">The field; empty for the whole document.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">How to fix it; may be empty.</param>
public sealed record DocumentProblem(string File, int Line, int Column, string Field, string Message, string Fix)
{
    /// <summary><c>file:line:column: field: message; fix</c>.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Field.Length == 0 ? "" : Field + ": ")}{Message}{(Fix.Length == 0 ? "" : "; " + Fix)}";
}
