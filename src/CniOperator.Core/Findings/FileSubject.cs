namespace CniOperator.Core.Findings;

/// <summary>A place in a file: a template or descriptor of an addon.</summary>
/// <param name="File">The file, as messages name it.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record FileSubject(string File, int Line) : Subject
{
    private protected override string Text => $"{File}:{Line}";
}
