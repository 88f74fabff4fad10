using CniOperator.Agent.Rounds;

namespace CniOperator.Agent.Tests.Rounds;

public sealed class ReportScheduleTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly ReportSchedule _schedule = new();

    [Fact]
    public void The_first_is_due_at_once() => Assert.Equal(TimeSpan.Zero, _schedule.Until(Every, Start));

    [Fact]
    public void Without_news_the_next_is_due_after_thirty_seconds()
    {
        Send(acknowledged: true);
        Assert.Equal(Every, _schedule.Until(Every, Start));
        Assert.Equal(TimeSpan.Zero, _schedule.Until(Every, Start + Every));
    }

    [Fact]
    public void News_go_out_as_soon_as_the_least_gap_is_over()
    {
        Send(acknowledged: true);
        _schedule.News();
        Assert.Equal(ReportSchedule.Gap, _schedule.Until(Every, Start));
    }

    [Fact]
    public void A_report_that_no_one_acknowledged_is_sent_again_ever_later()
    {
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            Send(acknowledged: false);
            waits.Add(_schedule.Until(TimeSpan.FromMinutes(5), Start));
        }
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(TimeSpan.FromSeconds(1), waits[0]);
        Assert.Equal(TimeSpan.FromSeconds(30), waits[^1]);
    }

    private void Send(bool acknowledged)
    {
        _schedule.Sending(Start);
        _schedule.Sent(acknowledged);
    }
}
