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

    // Of those that are only counted.
    private bool _confined = true;

    internal void Add(Subject subject, string message, string fix, bool confined = false)
    {
        if (Counted(confined))
            Write(subject, message, fix, confined);
    }

    /// <summary>A finding of this rule whose circumstances are not the usual ones.</summary>
    internal void Add(Finding finding)
    {
        if (Counted(finding.Confined))
            all.Add(finding);
    }

    /// <summary>About a node; the words are made only when they will be read.</summary>
    internal void Add<T>(NodeEntry node, T about, Func<NodeEntry, T, (string Message, string Fix)> words, bool confined = false)
    {
        if (!Counted(confined))
            return;
        var (message, fix) = words(node, about);
        Write(new NodeSubject(node.Name), message, fix, confined);
    }

    internal void Finish()
    {
        if (_count > Most)
            Write(
                new AllNodesSubject(),
                $"{_count - Most} more are like the {Most} above.",
                "Fix those listed first; the others are listed then",
                _confined
            );
    }

    private bool Counted(bool confined)
    {
        if (++_count <= Most)
            return true;
        _confined &= confined;
        return false;
    }

    private void Write(Subject subject, string message, string fix, bool confined) =>
        all.Add(new Finding(rule, subject, message, fix) { Confined = confined });
}
