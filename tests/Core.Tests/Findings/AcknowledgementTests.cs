using CniOperator.Core.Findings;

namespace CniOperator.Core.Tests.Findings;

public sealed class AcknowledgementTests
{
    private static readonly Rule Hard = new("a/hard", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);
    private static readonly Rule Soft = new("a/soft", Severity.Error, RuleArea.Addresses);

    private static readonly Finding[] Findings = [Of(Hard), Of(Soft)];

    [Fact]
    public void An_acknowledged_finding_is_marked_and_blocks_nothing()
    {
        var marked = Acknowledgement.Mark(Findings, ["a/soft"]);
        Assert.Equal([(false, true), (true, false)], marked.Select(f => (f.Acknowledged, f.Blocks)));
    }

    [Fact]
    public void A_rule_that_leaves_nothing_to_apply_cannot_be_acknowledged()
    {
        var marked = Acknowledgement.Apply(Findings, ["a/hard"], [Hard, Soft]);
        Assert.Equal([true, true, false], marked.Select(f => f.Blocks));
        Assert.Equal(("acknowledge/unknown-rule", "spec.acknowledge[0]"), (marked[2].Rule.Id, marked[2].Subject.ToString()));
    }

    [Fact]
    public void An_unknown_id_is_a_warning_at_its_place_that_can_be_acknowledged_too()
    {
        var found = Acknowledgement.Apply([], ["a/soft", "a/sof", "acknowledge/unknown-rule"], [Soft, Acknowledgement.UnknownRule]);
        var finding = Assert.Single(found);
        Assert.Equal(
            ("spec.acknowledge[1]", "Did you mean a/soft?", true),
            (finding.Subject.ToString(), finding.Fix, finding.Acknowledged)
        );
    }

    [Fact]
    public void Without_acknowledgements_findings_stay_as_they_are() =>
        Assert.Equal(Findings, Acknowledgement.Apply(Findings, [], [Hard, Soft]));

    private static Finding Of(Rule rule) => new(rule, FieldSubject.Whole, "m", "f");
}
