using CniOperator.Commands;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Install;

public sealed class DeploymentTests
{
    [Theory]
    [InlineData("192.0.2.7")]
    [InlineData("2001:db8::7")]
    public void The_Deployments_arguments_are_ones_that_the_executable_knows(string address)
    {
        var deployment = Lab.Documents(Lab.File("config", "install", "30-deployment.yaml")).Single(d => d.Text("kind") == "Deployment");
        var arguments = deployment
            .Items("spec", "template", "spec", "containers")
            .Single()
            .Texts("args")
            .Select(a => a.Replace("$(HOST_IP)", address, StringComparison.Ordinal))
            .ToArray();
        var parsed = CommandLine.Root(new CommandIo(TextWriter.Null, TextWriter.Null, TextReader.Null, false)).Parse(arguments);
        Assert.Empty(parsed.Errors.Select(e => e.Message));
        Assert.Equal("run", parsed.CommandResult.Command.Name);
    }
}
