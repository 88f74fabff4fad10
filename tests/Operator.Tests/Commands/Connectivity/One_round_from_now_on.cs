using CniOperator.Commands.Connectivity;
using CniOperator.Health.Tests.Verdicts;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Connectivity;

public sealed class One_round_from_now_on
{
    private readonly InstantClock _clock = new(World.Start);
    private readonly World _world = new World(5).Settled();

    // Each look of the command is a second of the cluster's life.
    private Func<int, DetailsAnswer?> _instead = _ => null;

    [Fact]
    public async Task It_ends_when_all_nodes_have_reported_a_round_that_began_after_it()
    {
        var (code, output, error) = await RunAsync(60);
        Assert.Equal((ExitCode.Ok, ""), (code, error));
        Assert.StartsWith(
            "0 of 5 nodes have reported a round that began after this command\n5 of 5 nodes have reported a round that began after this command\n\nAREA ",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_fault_is_shown_and_is_the_answer_no()
    {
        _world.CutOff(2);
        var (code, output, error) = await RunAsync(60);
        Assert.Equal((ExitCode.No, ""), (code, error));
        Assert.Contains("4 of 4 nodes have reported", output, StringComparison.Ordinal);
        Assert.Contains("! node-2: ", output, StringComparison.Ordinal);
        Assert.Contains("    to do  ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_does_not_report_in_time_is_named_and_a_cordoned_one_is_not_waited_for()
    {
        _world.Nodes[4] = _world.Nodes[4] with { Schedulable = false };
        _world.Silent.UnionWith([1, 4]);
        var (code, output, error) = await RunAsync(40);
        Assert.Equal(ExitCode.No, code);
        Assert.Contains("3 of 4 nodes have reported", output, StringComparison.Ordinal);
        Assert.Equal(
            "cni-operator: not known: after 40 s no such round has come from node-1: look at the agents' pods there, or give a longer --timeout\n",
            error
        );
    }

    [Fact]
    public async Task An_agent_that_reports_and_probes_no_more_is_waited_for()
    {
        var (code, _, error) = await RunAsync(40, roundsPass: false);
        Assert.Equal(ExitCode.No, code);
        Assert.Contains("no such round has come from node-0, node-1, node-2, node-3, node-4: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_that_says_nothing_is_asked_until_the_time_is_over()
    {
        _instead = _ => DetailsAnswer.NotNow("pod x has nothing to show: it has just started");
        var (code, _, error) = await RunAsync(5);
        Assert.Equal((ExitCode.No, "cni-operator: not known: after 5 s: pod x has nothing to show: it has just started\n"), (code, error));
    }

    [Fact]
    public async Task What_will_not_change_is_not_waited_for()
    {
        _instead = looks => looks == 1 ? DetailsAnswer.Never("ask for the right get on pods/proxy") : null;
        var (code, _, error) = await RunAsync(60);
        Assert.Equal((ExitCode.No, "cni-operator: not known: ask for the right get on pods/proxy\n"), (code, error));
        Assert.Equal(World.Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task An_operator_that_judges_no_more_is_what_is_said()
    {
        var page = DetailsAnswer.Of(Pages.Of((_world, _world.Pass())));
        _instead = _ => page;
        var (_, _, error) = await RunAsync(10);
        Assert.Contains(
            "after 10 s the operator has judged nothing new since 12:01:40 UTC: look at its log",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task On_a_terminal_progress_stays_on_one_line()
    {
        var (_, output, _) = await RunAsync(60, terminal: true);
        Assert.StartsWith("\r0 of 5 nodes have reported", output, StringComparison.Ordinal);
        Assert.Contains("\e[K\r5 of 5 nodes", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_elsewhere_than_on_a_terminal_writes_what_comes_and_what_goes()
    {
        var looks = 0;
        using var stop = new CancellationTokenSource();
        var output = await WatchAsync(terminal: false, stop, () =>
        {
            looks++;
            if (looks == 3)
                _world.CutOff(2);
            if (looks == 8)
                _world.Heal();
            if (looks == 20)
                stop.Cancel();
            return DetailsAnswer.Of(Pages.Of((_world, _world.Pass())));
        });
        var lines = output.Split('\n');
        Assert.EndsWith("  5 of 5 nodes healthy", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains("  ! node-2: ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("  no longer: ! node-2: ", StringComparison.Ordinal));
        Assert.Matches("^[0-9:]{8}  ", lines[1]);
    }

    [Fact]
    public async Task Watching_on_a_terminal_redraws_in_place()
    {
        var looks = 0;
        using var stop = new CancellationTokenSource();
        var output = await WatchAsync(terminal: true, stop, () =>
        {
            if (++looks == 2)
                stop.Cancel();
            return DetailsAnswer.Of(Pages.Of((_world, _world.Pass())));
        });
        Assert.Equal(2, output.Split("\e[H").Length - 1);
        Assert.Equal(2 * 11, output.Split('\n').Length - 1);
        Assert.EndsWith("\e[K\n\e[0J\e[?7h", output, StringComparison.Ordinal);
    }

    private async Task<string> WatchAsync(bool terminal, CancellationTokenSource stop, Func<DetailsAnswer> look)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var io = new CommandIo(output, TextWriter.Null, TextReader.Null, terminal);
        var watch = new HealthWatch(_ => Task.FromResult(look()), _clock, io, () => 12);
        Assert.Equal(ExitCode.Ok, await watch.RunAsync(null, stop.Token));
        return output.ToString();
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(int timeout, bool terminal = false, bool roundsPass = true)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var command = new ConnectivityCommand(new CommandIo(output, error, TextReader.Null, terminal), _clock);
        var looks = 0;
        var last = Pages.Of((_world, _world.Pass()));
        var code = await command.RunAsync(
            Lab.Json("""{"metadata":{"name":"default"}}"""),
            _ =>
            {
                looks++;
                if (_instead(looks) is { } instead)
                    return Task.FromResult(instead);
                if (looks % 10 == 0)
                {
                    _world.Rounds += roundsPass ? 1 : 0;
                    last = Pages.Of((_world, _world.Pass()));
                }

                return Task.FromResult(DetailsAnswer.Of(last));
            },
            TimeSpan.FromSeconds(timeout),
            CancellationToken.None
        );
        return (code, output.ToString(), error.ToString());
    }
}
