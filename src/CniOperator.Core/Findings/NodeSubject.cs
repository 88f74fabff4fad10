namespace CniOperator.Core.Findings;

/// <summary>A node.</summary>
/// <param name="Name">Its name.</param>
public sealed record NodeSubject(string Name) : Subject
{
    private protected override string Text => $"Node {Name}";
}
