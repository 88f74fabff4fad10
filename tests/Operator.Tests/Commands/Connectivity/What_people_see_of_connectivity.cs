using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Commands.Connectivity;
using CniOperator.Health.Probes;
using CniOperator.Health.Tests.Verdicts;
using CniOperator.Operator.Tests.Commands.Plan;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Connectivity;

public sealed class What_people_see_of_connectivity
{
    [Fact]
    public void Of_five_nodes_a_matrix_and_the_faulty_one_named()
    {
        var seen = Pages.FiveWithOneFaulty();
        Golden("status-five", Status(DetailsAnswer.Of(Pages.Of(seen)), seen.World));
        Golden("health-five", Health(Pages.Of(seen), seen.World));
        Golden("health-five-one-node", Health(Pages.Of(seen, "node-2"), seen.World, "node-2"));
    }

    [Fact]
    public void Of_sixty_nodes_the_verdicts_and_then_zones()
    {
        var seen = Pages.SixtyInThreeZones();
        Golden("status-sixty", Status(DetailsAnswer.Of(Pages.Of(seen)), seen.World));
        Golden("health-sixty", Health(Pages.Of(seen), seen.World));
    }

    [Fact]
    public void Without_details_what_status_has_and_why()
    {
        var answer = DetailsAnswer.Never("no pod of the operator runs in cni-operator-system");
        Golden("status-without-details", Status(answer, Pages.FiveWithOneFaulty().World));
    }

    [Theory]
    [InlineData("HealthDisabled", "spec.health.enabled is false: connectivity is not observed")]
    [InlineData("NotObserved", "this operator takes no reports of health agents")]
    public void Where_health_is_off_that_is_said_and_status_leaves_it_to_the_conditions(string reason, string message)
    {
        var network = Network(reason, message);
        Assert.Equal($"Connectivity of ClusterNetwork/default is not observed ({reason}): {message}.", NotObserved.Why(network));
        using var text = new StringWriter();
        new ConnectivityText(new Palette(false)).WriteSection(network, null, World.Start, text);
        Assert.Equal("", text.ToString());
    }

    [Fact]
    public void A_network_that_no_operator_has_looked_at_says_so() =>
        Assert.Equal(
            "Connectivity of ClusterNetwork/x is not observed: no operator has looked at it yet.",
            NotObserved.Why(Lab.Json("""{"metadata":{"name":"x"}}"""))
        );

    [Fact]
    public void Colours_say_the_state_first_and_then_how_long_it_takes()
    {
        var details = Pages.Of(Pages.FiveWithOneFaulty());
        using var text = new StringWriter();
        new MatrixText(new Palette(true)).Write(details, text);
        var shown = text.ToString();
        Assert.Contains("\e[31mX\e[0m", shown, StringComparison.Ordinal);
        Assert.Contains("\e[33m!\e[0m", shown, StringComparison.Ordinal);
        Assert.Contains("\e[32m.\e[0m", shown, StringComparison.Ordinal);
        Assert.Contains("\e[31mnode-2\e[0m", shown, StringComparison.Ordinal);
        Assert.Contains("Usual round trip 300 µs", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, "\e[32m.")]
    [InlineData(700, "\e[32m.")]
    [InlineData(2_000, "\e[36m.")]
    [InlineData(9_000, "\e[35m.")]
    public void A_way_is_slow_when_it_takes_several_times_as_long_as_others(int microseconds, string mark)
    {
        var world = new World(3).Settled();
        world.Change(ProbeKind.PodToPod, (from, to) => from == 0 && to == 1, e => e with { MedianMicroseconds = microseconds });
        using var text = new StringWriter();
        new MatrixText(new Palette(true)).Write(Pages.Of((world, world.Pass())), text);
        Assert.Contains($"node-0  \e[90m\\\e[0m {mark}\e[0m", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_says_nothing_is_unknown_to_all_and_others_are_known_to_it()
    {
        var world = new World(3).Settled();
        world.Silent.Add(1);
        for (var i = 0; i < 8; i++)
            world.Pass();
        var matrix = new Matrix(Pages.Of((world, world.Pass())));
        Assert.Equal(
            [MatrixCell.Unknown, MatrixCell.Self, MatrixCell.Unknown, MatrixCell.Self, MatrixCell.Ok, MatrixCell.Ok],
            new[] { matrix[1, 0], matrix[1, 1], matrix[1, 2], matrix[0, 0], matrix[0, 1], matrix[0, 2] }
        );
    }

    [Fact]
    public void A_page_of_another_version_is_shown_as_far_as_it_is_understood()
    {
        var page = new Details(Lab.Json("""{"nodes":[{"name":"a"}],"edges":[{"from":"b"},7],"verdicts":[{}],"intervalSeconds":"x"}"""));
        Assert.Contains("a  \\  Unknown", Health(page, new World(3)), StringComparison.Ordinal);
        Assert.Contains("ClusterNetwork/: 0 of 0 nodes healthy", Health(new Details([]), new World(3)), StringComparison.Ordinal);
    }

    private static void Golden(string name, string text) => GoldenText.Check($"{name}.txt", text, "Connectivity");

    private static string Health(Details details, World world, string? node = null)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new HealthText(new Palette(false)).Write(details, node, world.Now.AddSeconds(2), text);
        return text.ToString();
    }

    private static string Status(DetailsAnswer answer, World world)
    {
        var network = Network("VerdictNodes", "1 of 5 nodes is not reached");
        using var text = new StringWriter { NewLine = "\n" };
        var now = world.Now.AddSeconds(2);
        StatusReport.Write(network, now, text, () => new ConnectivityText(new Palette(false)).WriteSection(network, answer, now, text));
        return text.ToString();
    }

    private static JsonObject Network(string reason, string message) =>
        Lab.Json(
            $$"""
            {"metadata": {"name": "default", "generation": 1}, "spec": {"provider": "flannel", "podNetwork": {"cidrs": ["10.244.0.0/16"]} },
             "status": {"observedGeneration": 1, "version": "v0.28.9",
               "conditions": [{"type": "PodToPod", "status": "False", "reason": "{{reason}}", "message": "{{message}}", "lastTransitionTime": "2026-03-01T12:00:00Z"}],
               "connectivity": {"summary": "4/5 Unreachable node-2", "expectedNodes": 5, "reportingNodes": 5, "healthyNodes": 4, "verdictsOmitted": 3,
                 "verdicts": [{"scope": "Node", "subject": "node-2", "class": "Unreachable", "since": "2026-03-01T12:01:00Z", "evidence": "its pods are not reached: in 4/4 fail", "hint": "look at the dataplane's pod"},
                              {"scope": "Node", "subject": "node-4", "class": "NodeDown", "since": "2026-03-01T12:00:00Z", "evidence": "the node is down", "hint": "look at the machine", "excused": true}]} } }
            """
        );
}
