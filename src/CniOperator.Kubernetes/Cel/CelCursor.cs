namespace CniOperator.Kubernetes.Cel;

/// <summary>A place in the text of an expression.</summary>
internal sealed class CelCursor(string text)
{
    internal string Text { get; } = text;

    internal int At { get; set; }

    /// <summary>The character so many places ahead; NUL behind the end.</summary>
    internal char Peek(int ahead = 0) => At + ahead < Text.Length ? Text[At + ahead] : '\0';
}
