using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Plan;

public sealed class What_plan_prints
{
    [Theory]
    [InlineData("six-nodes", ExitCode.Ok, "--pod-cidr 10.244.0.0/16 --node-mask 24 --nodes 6")]
    [InlineData("six-nodes-json", ExitCode.Ok, "--pod-cidr 10.244.0.0/20,fd00:10:244::/60 --nodes 2 --max-pods 300 -o json")]
    [InlineData("six-nodes-yaml", ExitCode.Ok, "--pod-cidr 10.244.0.0/23 --nodes 1 -o yaml")]
    [InlineData("dual-stack", ExitCode.Ok, "-f config/samples/flannel-dual-stack.yaml --nodes 4")]
    [InlineData("more-nodes-than-subnets", ExitCode.No, "--pod-cidr 10.244.0.0/28 --node-mask /30 --nodes 6")]
    [InlineData("one-subnet", ExitCode.Ok, "--pod-cidr 10.244.0.0/24 --nodes 1 --max-pods 110")]
    [InlineData("no-nodes", ExitCode.Ok, "--pod-cidr 10.244.0.0/22 --nodes 0")]
    [InlineData("slash-12", ExitCode.Ok, "--pod-cidr 10.240.0.0/12 --nodes 300")]
    [InlineData("many-nodes", ExitCode.Ok, "--pod-cidr 10.224.0.0/11,fd00:10::/48 --nodes 5000")]
    [InlineData("own-ipam", ExitCode.Ok, "-f config/samples/calico.yaml")]
    [InlineData("own-ipam-without-blocks", ExitCode.Ok, "-f config/samples/weave.yaml")]
    [InlineData("own-ipam-json", ExitCode.Ok, "-f config/samples/calico.yaml --nodes 1 -o json")]
    [InlineData("own-ipam-grow", ExitCode.No, "-f config/samples/calico.yaml --grow 2000")]
    [InlineData("explain-docker", ExitCode.Ok, "--explain 172.17.0.0/16")]
    [InlineData("explain-host-bits", ExitCode.Ok, "--explain 100.64.9.1/13 --node-mask 26")]
    [InlineData("explain-ipv6", ExitCode.Ok, "--explain fd00:10:244::/56")]
    [InlineData("explain-documentation", ExitCode.Ok, "--explain 2001:db8:1:2::7")]
    [InlineData("explain-node", ExitCode.Ok, "--explain 10.244.3.7 --pod-cidr 10.244.0.0/16 --nodes 6")]
    [InlineData("explain-elsewhere", ExitCode.Ok, "--explain 192.0.2.0/31 --pod-cidr 10.244.0.0/16 --nodes 6")]
    [InlineData("explain-json", ExitCode.Ok, "--explain 10.244.2.0/23 --pod-cidr 10.244.0.0/16 --nodes 6 -o json")]
    [InlineData("grow-fits", ExitCode.Ok, "--pod-cidr 10.244.0.0/16 --grow 255")]
    [InlineData("grow-full", ExitCode.Ok, "--pod-cidr 10.244.0.0/16 --grow 256")]
    [InlineData("grow-into-an-error", ExitCode.No, "--pod-cidr 10.42.0.0/16,fc00::/48 --node-mask 24,96 --grow 5")]
    [InlineData("grow-does-not-fit", ExitCode.No, "--pod-cidr 10.244.0.0/16 --grow 700")]
    [InlineData("grow-dual-stack", ExitCode.No, "--pod-cidr 10.244.0.0/16,fd00:10:244::/52 --grow 257")]
    [InlineData("grow-nowhere", ExitCode.No, "--pod-cidr 192.168.0.0/24 --node-mask 28 --grow 500000")]
    [InlineData("grow-json", ExitCode.No, "--pod-cidr 10.244.0.0/16 --grow 300 -o json")]
    public async Task It_is_as_recorded(string golden, int code, string arguments)
    {
        var words = arguments.Split(' ').Select(a => a.StartsWith("config/", StringComparison.Ordinal) ? Lab.File(a.Split('/')) : a);
        var run = await PlanRun.OfAsync([.. words]);
        Assert.Equal("", run.Error);
        var text = run.Out.Replace(Lab.File("config", "samples"), "config/samples", StringComparison.Ordinal);
        GoldenText.Check($"{golden}.txt", $"$ cni-operator plan {arguments}\n{text}");
        Assert.Equal(code, run.Code);
    }
}
