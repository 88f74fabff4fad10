using CniOperator.Commands;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Install;

public sealed class DeploymentTests
{
    [Fact]
    public void The_Deployments_arguments_are_ones_that_the_executable_knows()
    {
        var deployment = Lab.Documents(Lab.File("config", "install", "30-deployment.yaml")).Single(d => d.Text("kind") == "Deployment");
        var arguments = deployment.Items("spec", "template", "spec", "containers").Single().Texts("args").ToArray();
        var parsed = CommandLine.Root(new CommandIo(TextWriter.Null, TextWriter.Null, TextReader.Null, false)).Parse(arguments);
        Assert.Empty(parsed.Errors.Select(e => e.Message));
        Assert.Equal("run", parsed.CommandResult.Command.Name);
    }
}
