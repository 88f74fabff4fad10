using CniOperator.Health.Kubelet;

namespace CniOperator.Health.Tests.Kubelet;

public sealed class What_a_kubelet_s_probes_mean
{
    private const CanaryReadiness Ready = CanaryReadiness.Ready;
    private const CanaryReadiness NotReady = CanaryReadiness.NotReady;
    private const Observed Well = Observed.Well;
    private const Observed Bad = Observed.Bad;
    private const Observed Unknown = Observed.Unknown;
    private const int None = int.MaxValue;

    private static readonly KubeletLimits Limits = new();

    [Theory]
    // The five rows of the table.
    [InlineData(Ready, 5, Well, 3, Well, KubeletState.Healthy)]
    [InlineData(NotReady, 90, Bad, 3, Well, KubeletState.NodeToLocalPodPath)]
    [InlineData(NotReady, 90, Well, 3, Well, KubeletState.KubeletOrHostPolicy)]
    [InlineData(Ready, 90, Well, 90, Well, KubeletState.KubeletDown)]
    [InlineData(NotReady, 5, Bad, 3, Bad, KubeletState.CanaryStarved)]
    // A kubelet that is gone: whatever the pod's condition was when it went.
    [InlineData(NotReady, 90, Bad, 90, Well, KubeletState.KubeletDown)]
    [InlineData(Ready, None, Unknown, 90, Unknown, KubeletState.KubeletDown)]
    [InlineData(CanaryReadiness.NotRunning, None, Unknown, 90, Unknown, KubeletState.KubeletDown)]
    [InlineData(CanaryReadiness.Unknown, None, Unknown, 90, Unknown, KubeletState.KubeletDown)]
    // Its probes still arrive: it lives, and does not reach the API server.
    [InlineData(Ready, 5, Well, 90, Well, KubeletState.WithoutApi)]
    // The requests arrive, the answers do not.
    [InlineData(NotReady, 5, Well, 3, Well, KubeletState.KubeletOrHostPolicy)]
    [InlineData(NotReady, 5, Bad, 3, Well, KubeletState.NodeToLocalPodPath)]
    [InlineData(NotReady, 90, Unknown, 3, Unknown, KubeletState.ProbeFails)]
    [InlineData(NotReady, None, Bad, None, Unknown, KubeletState.NodeToLocalPodPath)]
    // The witness is faster than the three failures after which the kubelet says so.
    [InlineData(Ready, 30, Bad, 3, Well, KubeletState.NodeToLocalPodPath)]
    [InlineData(Ready, 30, Well, 3, Well, KubeletState.KubeletOrHostPolicy)]
    [InlineData(Ready, 30, Unknown, 3, Well, KubeletState.Unknown)]
    [InlineData(Ready, 30, Bad, 3, Bad, KubeletState.CanaryStarved)]
    // Three would have failed by now, had the kubelet sent them.
    [InlineData(Ready, 90, Well, 3, Well, KubeletState.StoppedProbing)]
    [InlineData(Ready, -1, Well, 3, Well, KubeletState.StoppedProbing)]
    [InlineData(Ready, 90, Well, None, Well, KubeletState.Unknown)]
    // The kubelet's way works, and only the prober's does not.
    [InlineData(Ready, 5, Bad, 3, Well, KubeletState.OnlyHostProbeFails)]
    [InlineData(Ready, 5, Unknown, 3, Bad, KubeletState.Healthy)]
    // No witness: Ready counts while the Lease shows that the kubelet lives, unless the host says otherwise.
    [InlineData(Ready, None, Well, 3, Unknown, KubeletState.Healthy)]
    [InlineData(Ready, None, Unknown, 3, Unknown, KubeletState.Healthy)]
    [InlineData(Ready, None, Bad, 3, Unknown, KubeletState.Unknown)]
    [InlineData(Ready, None, Well, None, Unknown, KubeletState.Unknown)]
    // Nothing to probe.
    [InlineData(CanaryReadiness.NotRunning, None, Bad, 3, Unknown, KubeletState.CanaryNotRunning)]
    [InlineData(CanaryReadiness.Unknown, 5, Well, 3, Well, KubeletState.Unknown)]
    public void A_row_of_the_table(CanaryReadiness canary, int witness, Observed host, int lease, Observed self, KubeletState expected) =>
        Assert.Equal(expected, KubeletTable.Judge(Facts(canary, witness, host, lease, self), Limits));

    [Fact]
    public void No_combination_calls_the_network_broken_without_a_failed_probe_of_kubelet_or_host()
    {
        foreach (var facts in Combinations())
        {
            var state = KubeletTable.Judge(facts, Limits);
            var bad = KubeletTable.Reaches(state) == Bad;
            var lost = facts.Canary == NotReady || facts.Witness > Limits.Witness || facts.Witness < TimeSpan.Zero;
            Assert.False(bad && !lost, $"{facts}: {state}");
            Assert.False(bad && facts.Lease > Limits.Lease, $"{facts}: {state}");
            Assert.False(bad && facts.SelfTest == Bad, $"{facts}: {state}");
        }
    }

    [Fact]
    public void No_combination_is_well_without_a_witness_or_a_kubelet_that_lives()
    {
        foreach (var facts in Combinations().Where(f => KubeletTable.Reaches(KubeletTable.Judge(f, Limits)) == Well))
        {
            var witnessed = facts.Witness >= TimeSpan.Zero && facts.Witness <= Limits.Witness;
            Assert.True(witnessed || (facts.Canary == Ready && facts.Lease <= Limits.Lease), $"{facts}");
        }
    }

    [Fact]
    public void Every_state_is_explained_in_its_own_words() => Assert.Distinct(Enum.GetValues<KubeletState>().Select(KubeletTable.Explain));

    private static IEnumerable<KubeletFacts> Combinations() =>
        from canary in Enum.GetValues<CanaryReadiness>()
        from witness in new[] { -1, 5, 30, 90, None }
        from host in Enum.GetValues<Observed>()
        from lease in new[] { 3, 90, None }
        from self in Enum.GetValues<Observed>()
        select Facts(canary, witness, host, lease, self);

    private static KubeletFacts Facts(CanaryReadiness canary, int witness, Observed host, int lease, Observed self) =>
        new()
        {
            Canary = canary,
            Witness = witness == None ? null : TimeSpan.FromSeconds(witness),
            HostProbe = host,
            Lease = lease == None ? null : TimeSpan.FromSeconds(lease),
            SelfTest = self,
        };
}
