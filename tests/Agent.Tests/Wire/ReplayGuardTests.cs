using CniOperator.Health;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;
using CsCheck;

namespace CniOperator.Agent.Tests.Wire;

public sealed class ReplayGuardTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_report_counts_once()
    {
        var guard = New();
        Assert.Equal(Freshness.NewProcess, guard.Judge(Report(boot: 5, sequence: 1, token: 1), Start));
        Assert.Equal(Freshness.Old, guard.Judge(Report(5, 1, 1), Start));
        Assert.Equal(Freshness.Next, guard.Judge(Report(5, 3, 1), Start));
        Assert.Equal(Freshness.Old, guard.Judge(Report(5, 2, 1), Start));
    }

    [Fact]
    public void Whatever_the_order_no_report_counts_twice_and_sequences_only_grow() =>
        Gen.Select(Gen.ULong[1, 5], Gen.ULong[1, 20])
            .List[1, 60]
            .Check(reports =>
            {
                var guard = New();
                var counted = reports.Where(r => guard.Judge(Report(r.Item1, r.Item2, 1), Start) is Freshness.Next or Freshness.NewProcess);
                foreach (var process in counted.ToList().GroupBy(r => r.Item1))
                    Assert.Equal(process.Select(r => r.Item2).Distinct().Order(), process.Select(r => r.Item2));
            });

    [Fact]
    public void A_process_that_is_not_known_must_repeat_a_token()
    {
        var guard = New();
        Assert.Equal(Freshness.Unproven, guard.Judge(Report(5, 9, token: 0), Start));
        Assert.Equal(Freshness.Unproven, guard.Judge(Report(5, 9, token: 77), Start));
        Assert.Equal(Freshness.NewProcess, guard.Judge(Report(5, 10, guard.Token(Start)), Start));
    }

    [Fact]
    public void A_recording_from_before_the_operator_s_start_does_not_count()
    {
        var former = New(first: 100);
        var recorded = Report(5, 1, former.Token(Start));
        Assert.Equal(Freshness.NewProcess, former.Judge(recorded, Start));
        Assert.Equal(Freshness.Unproven, New(first: 200).Judge(recorded, Start));
    }

    [Fact]
    public void A_token_is_good_for_twice_its_life()
    {
        var guard = New();
        var token = guard.Token(Start);
        var late = Start + ReplayGuard.TokenLife + TimeSpan.FromMinutes(1);
        Assert.NotEqual(token, guard.Token(late));
        Assert.Equal(Freshness.NewProcess, guard.Judge(Report(5, 1, token), late));
        Assert.Equal(Freshness.Unproven, guard.Judge(Report(6, 1, token), late + ReplayGuard.TokenLife));
    }

    [Fact]
    public void After_a_long_rest_no_old_token_is_good()
    {
        var guard = New();
        var token = guard.Token(Start);
        Assert.Equal(Freshness.Unproven, guard.Judge(Report(5, 1, token), Start.AddHours(1)));
    }

    [Fact]
    public void Agents_of_nodes_that_are_gone_are_forgotten()
    {
        var guard = New();
        guard.Judge(Report(5, 1, 1), Start);
        guard.Retain(new HashSet<NodeId>());
        Assert.Equal(Freshness.Unproven, guard.Judge(Report(5, 2, 0), Start));
    }

    private static ReplayGuard New(ulong first = 1)
    {
        var next = first;
        return new ReplayGuard(() => next++);
    }

    private static ReportMessage Report(ulong boot, ulong sequence, ulong token) =>
        new(
            new AgentReport
            {
                Node = NodeId.Of("a"),
                Role = AgentRole.Canary,
                Boot = boot,
                Sequence = sequence,
                Rounds = 1,
            },
            token
        );
}
