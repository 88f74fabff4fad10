using CniOperator.Agent.Answering;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Tests.Answering;

public sealed class A_clock_that_has_run_for_long
{
    [Fact]
    public void Still_counts_ages()
    {
        var responder = new Responder(AgentRole.Canary, () => throw new NotSupportedException(), new LongRunning());
        Assert.Equal(TimeSpan.FromDays(400).TotalMilliseconds, responder.Milliseconds);
    }

    /// <summary>A machine that has run for 400 days: so many nanoseconds times a thousand do not fit into 64 bits.</summary>
    private sealed class LongRunning : TimeProvider
    {
        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => (long)TimeSpan.FromDays(400).TotalNanoseconds;
    }
}
