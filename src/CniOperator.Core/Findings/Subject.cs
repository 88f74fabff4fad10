namespace CniOperator.Core.Findings;

/// <summary>What a finding is about. A closed set: only the types in this folder derive from it.</summary>
public abstract record Subject
{
    private protected Subject() { }

    /// <summary>The words for it in status, messages and the output of commands.</summary>
    private protected abstract string Text { get; }

    /// <summary>The words for it: <c>spec.podNetwork.cidrs[0]</c>, <c>Node worker-1</c>.</summary>
    public sealed override string ToString() => Text;
}
