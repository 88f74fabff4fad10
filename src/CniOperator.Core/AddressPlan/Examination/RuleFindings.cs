using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Findings;

namespace CniOperator.Core.AddressPlan.Examination;

/// <summary>
/// Gathers what one rule finds. Past <see cref="Most"/> findings the rest is counted: a list of five thousand helps no one, and status
/// holds fifty.
/// </summary>
internal sealed class RuleFindings(Rule rule, List<Finding> all)
{
    internal const int Most = 50;

    private int _count;

    internal void Add(Subject subject, string message, string fix)
    {
        if (++_count <= Most)
            Write(subject, message, fix);
    }

    /// <summary>About a node; the words are made only when they will be read.</summary>
    internal void Add<T>(NodeEntry node, T about, Func<NodeEntry, T, (string Message, string Fix)> words)
    {
        if (++_count > Most)
            return;
        var (message, fix) = words(node, about);
        Write(new NodeSubject(node.Name), message, fix);
    }

    internal void Finish()
    {
        if (_count > Most)
            Write(
                new AllNodesSubject(),
                $"{_count - Most} more are like the {Most} above.",
                "Fix those listed first; the others are listed then"
            );
    }

    private void Write(Subject subject, string message, string fix) => all.Add(new Finding(rule, subject, message, fix));
}
