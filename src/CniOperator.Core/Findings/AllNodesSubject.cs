namespace CniOperator.Core.Findings;

/// <summary>The cluster's nodes, as far as no single one is meant.</summary>
public sealed record AllNodesSubject : Subject
{
    private protected override string Text => "Nodes";
}
