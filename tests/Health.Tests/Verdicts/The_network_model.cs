using CniOperator.Health.Model;
using CniOperator.Health.Probes;
using CniOperator.Health.Verdicts;

namespace CniOperator.Health.Tests.Verdicts;

public sealed class The_network_model
{
    private readonly World _world = new World(12).Settled();

    [Fact]
    public void Where_all_is_well_each_clause_passes_or_does_not_apply_with_evidence()
    {
        var clauses = NetworkModelJudge.Judge(_world.Facts, _world.Judge());
        Assert.Equal(Enum.GetValues<NetworkClause>(), clauses.Select(c => c.Clause));
        Assert.All(clauses, c => Assert.NotEmpty(c.Evidence));
        Assert.All(clauses.Take(7), c => Assert.True(c.Proof == Proof.Pass, $"{c}"));
        Assert.All(clauses.Skip(7), c => Assert.Equal(Proof.NotApplicable, c.Proof));
    }

    [Fact]
    public void Without_a_report_each_clause_is_unknown_or_does_not_apply()
    {
        var world = new World(12)
        {
            Expected = new() { PolicyEnforced = true, Masquerades = true },
        };
        world.Silent.UnionWith(Enumerable.Range(0, 12));
        var clauses = NetworkModelJudge.Judge(world.Facts, world.Pass());
        Assert.All(clauses.Take(8), c => Assert.True(c.Proof == Proof.Unknown, $"{c}"));
        Assert.Equal(Proof.NotApplicable, clauses[^1].Proof);
    }

    [Fact]
    public void Two_canaries_with_one_address_are_not_unique()
    {
        _world.Nodes[3] = _world.Nodes[3] with { Canary = _world.Nodes[3].Canary! with { Addresses = ["10.244.7.2"] } };
        Is(NetworkClause.UniquePodAddresses, Proof.Fail, "10.244.7.2");
    }

    [Fact]
    public void Another_node_that_answers_shows_that_addresses_are_not_unique()
    {
        _world.Fail(ProbeKind.PodToPod, (_, to) => to == 4, ProbeFault.WrongIdentity);
        Is(NetworkClause.UniquePodAddresses, Proof.Fail, "another node answers");
    }

    [Fact]
    public void A_source_address_that_changed_on_the_way_is_translation()
    {
        _world.Change(ProbeKind.PodToPod, (from, _) => from == 4, e => e with { SourceChanged = true });
        Is(NetworkClause.NoTranslation, Proof.Fail, "another source address");
    }

    [Fact]
    public void Pods_of_one_node_are_told_from_pods_of_others()
    {
        _world.FailAt(4, ProbeFault.Timeout, ProbeKind.PodToPodSameNode);
        Is(NetworkClause.PodsOfOneNode, Proof.Fail, "1 of 12");
        Is(NetworkClause.PodsOfOtherNodes, Proof.Pass, "edges");
    }

    [Fact]
    public void Denied_traffic_that_passes_is_not_enforcement()
    {
        _world.FailAt(4, ProbeFault.Unexpected, ProbeKind.PolicyDenied);
        Is(NetworkClause.NetworkPolicies, Proof.Fail, "denied traffic passes");
    }

    [Fact]
    public void Policies_are_not_asked_for_where_no_one_claims_them()
    {
        _world.Expected = _world.Expected with { PolicyEnforced = false };
        _world.FailAt(4, ProbeFault.Unexpected, ProbeKind.PolicyDenied);
        Is(NetworkClause.NetworkPolicies, Proof.NotApplicable, "does not say");
    }

    [Fact]
    public void What_leaves_the_cluster_is_unknown_where_it_is_translated()
    {
        _world.Expected = _world.Expected with { Masquerades = true };
        Is(NetworkClause.Egress, Proof.Unknown, "no probe leaves");
    }

    private void Is(NetworkClause clause, Proof proof, string words)
    {
        var result = NetworkModelJudge.Judge(_world.Facts, _world.Pass())[(int)clause];
        Assert.True(result.Proof == proof, $"{result}");
        Assert.Contains(words, result.Evidence, StringComparison.Ordinal);
    }
}
