using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands.Plan;

public sealed class Bad_input_of_plan
{
    [Theory]
    [InlineData("--pod-cidr|10.244.0.0/33", "--pod-cidr \"10.244.0.0/33\"", "32")]
    [InlineData("--pod-cidr|10.244/16", "\"10.244/16\"", "write 10.244.0.0/16")]
    [InlineData("--pod-cidr|010.1.2.0/24", "octal", "write 10.1.2.0/24")]
    [InlineData("--pod-cidr|10.0.0.0/16 ", "space", "write 10.0.0.0/16")]
    [InlineData("--pod-cidr|", "--pod-cidr \"\"", "is empty")]
    [InlineData("--pod-cidr|10.0.0.0/16,", "--pod-cidr \"\"", "is empty")]
    [InlineData("--pod-cidr|::ffff:10.0.0.0/104", "IPv4-mapped", "write 10.0.0.0/8")]
    [InlineData("--pod-cidr|fe80::1%eth0/64", "zone", "write fe80::/64")]
    [InlineData("--pod-cidr|10.244.0.1/16", "is an address in the network 10.244.0.0/16", "write 10.244.0.0/16")]
    [InlineData("--pod-cidr|10.0.0.0/16,10.1.0.0/16", "IPv4 alike", "one network of each family")]
    [InlineData("--pod-cidr|10.244.0.0/25", "larger than the whole pod network", "--node-mask from 25 to 32")]
    [InlineData("--pod-cidr|10.244.0.0/16|--node-mask|12", "--node-mask 12", "from 16 to 32")]
    [InlineData("--pod-cidr|10.244.0.0/16|--node-mask|33", "--node-mask \"33\"", "from 0 to 32")]
    [InlineData("--pod-cidr|10.244.0.0/16|--node-mask|x", "is not a whole number", "from 0 to 32")]
    [InlineData("--pod-cidr|10.244.0.0/16|--node-mask|24,64", "2 masks for 1 pod network", "in the order of --pod-cidr")]
    [InlineData("--pod-cidr|10.244.0.0/16|--nodes|-1", "--nodes \"-1\"", "from 0 to 100000")]
    [InlineData("--pod-cidr|10.244.0.0/16|--nodes|1e3", "--nodes \"1e3\"", "whole number")]
    [InlineData("--pod-cidr|10.244.0.0/16|--max-pods|0", "--max-pods \"0\"", "from 1 to")]
    [InlineData("--pod-cidr|10.244.0.0/16|--grow|0", "--grow \"0\"", "from 1 to")]
    [InlineData("--pod-cidr|10.244.0.0/16|--grow|99999999999999999999", "out of range", "from 1 to")]
    [InlineData("--pod-cidr|10.244.0.0/16|-f|x.yaml", "--pod-cidr: -f already names the pod network", "give one of the two")]
    [InlineData("--pod-cidr|10.244.0.0/16|default", "default: --pod-cidr already says which plan", "leave the name out")]
    [InlineData("-f|x.yaml|--node-mask|24", "--node-mask: is for --pod-cidr and --explain", "nodeMaskSizes")]
    [InlineData("-f|no-such-file.yaml", "no-such-file.yaml: there is no such file", "give the path")]
    [InlineData("--nodes|3", "--nodes: a live cluster has its own nodes", "--grow")]
    [InlineData("--explain|nonsense", "--explain \"nonsense\"", "write one as")]
    [InlineData("--explain|10.0.0.0/", "--explain \"10.0.0.0/\"", "write")]
    [InlineData("--explain|10.0.0.0/8|--node-mask|40", "--node-mask \"40\"", "from 0 to 32")]
    [InlineData("--explain|10.0.0.0/8|--nodes|3", "--nodes: there is no plan to compute with", "add -f or --pod-cidr")]
    [InlineData("--explain|10.0.0.0/8|--grow|3", "--grow: --explain answers another question", "give one of the two")]
    [InlineData("--pod-cidr|10.244.0.0/16|-o|xml", "xml", "table")]
    [InlineData("--kubeconfig|no-such-kubeconfig", "no-such-kubeconfig", "")]
    public async Task What_is_wrong_where_and_what_to_do_is_said_and_the_code_is_2(string arguments, string what, string fix)
    {
        var run = await PlanRun.OfAsync(arguments.Split('|'));
        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.StartsWith("cni-operator: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.Contains(fix, run.Error, StringComparison.Ordinal);
    }

    // Mutations of what is right: an option never throws, and never takes what is wrong for right without a word.
    [Theory]
    [InlineData("--pod-cidr")]
    [InlineData("--explain")]
    [InlineData("--node-mask")]
    [InlineData("--nodes")]
    [InlineData("--grow")]
    public async Task Whatever_is_typed_gets_an_answer_or_a_complaint(string option)
    {
        string[] pieces =
        [
            "10.244.0.0",
            "/",
            "16",
            "fd00:10:244::",
            ",",
            " ",
            "-",
            "0",
            "256",
            "::",
            "%eth0",
            "x",
            "é",
            "\t",
            "1e9",
            "/24",
            "::ffff:1.2.3.4",
        ];
        foreach (var text in pieces.SelectMany(a => pieces.SelectMany(b => pieces.Select(c => a + b + c))))
        {
            var run = await PlanRun.OfAsync(
                option is "--pod-cidr" or "--explain" ? [option, text] : ["--pod-cidr", "10.244.0.0/16", option, text]
            );
            var complains = run.Error.Length > 0 && run.Out.Length == 0;
            Assert.True(run.Code == ExitCode.Usage ? complains : run.Out.Length > 0, $"{option} \"{text}\": exit {run.Code}");
            Assert.DoesNotContain("xception", run.Error, StringComparison.Ordinal);
        }
    }
}
