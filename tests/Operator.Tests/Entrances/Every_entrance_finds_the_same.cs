using System.Text.Json.Nodes;
using CniOperator.Commands;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Validation;
using CniOperator.Hosting;
using CniOperator.Kubernetes.Documents;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Operator.Tests.Webhooks;
using CniOperator.Webhooks.Admission;

namespace CniOperator.Operator.Tests.Entrances;

/// <summary>
/// A ClusterNetwork without a cluster: <c>validate</c>, <c>plan</c>, the webhook and the operator's own pipeline judge it alike.
/// </summary>
public sealed class Every_entrance_finds_the_same : IDisposable
{
    private const string Input = "(standard input)";

    private readonly DirectoryInfo _addons = Directory.CreateTempSubdirectory("addons-");
    private readonly AddonCatalog _catalog;

    public Every_entrance_finds_the_same()
    {
        foreach (var addon in BadAddons.Folders)
        {
            var folder = _addons.CreateSubdirectory(Path.GetFileName(addon.Location));
            foreach (var (name, text) in addon.Files)
                File.WriteAllText(Path.Combine(folder.FullName, name), text.Value);
        }

        _catalog = AddonDirectory.Load([_addons.FullName]);
    }

    public void Dispose() => _addons.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Inputs.Names), MemberType = typeof(Inputs))]
    public async Task In_a_file(string name)
    {
        var text = Inputs.Texts[name];
        var network = new NetworkObject((JsonObject)YamlReader.Read(text, Input).Single().Root!);
        var desired = Operator(network);
        var expected = Said.Sorted(desired.Findings.Select(Said.Of));

        Assert.Equal(expected, Said.Sorted(await Tool.FindingsAsync(text, "validate", "-f", "-", "--addons", _addons.FullName)));
        await AssertPlanAsync(text, desired, expected);
        AssertWebhook(network, desired);
    }

    // Without a cluster a Secret may follow, for every entrance.
    private DesiredState Operator(NetworkObject network)
    {
        var facts = new Facts { Now = DateTimeOffset.UnixEpoch, Network = network };
        return new SpecPipeline(_catalog).Run(facts.ToPipelineInput() with { SecretsMayFollow = true });
    }

    // A plan of what cannot be read is what is wrong with it.
    private async Task AssertPlanAsync(string text, DesiredState desired, IReadOnlyList<string> expected)
    {
        string[] arguments = ["plan", "-f", "-", "--nodes", "0", "--addons", _addons.FullName];
        if (desired.Readable)
        {
            Assert.Equal(expected, Said.Sorted(await Tool.FindingsAsync(text, arguments)));
            return;
        }

        using var problems = new StringWriter { NewLine = "\n" };
        foreach (var problem in ClusterNetworkReader.Read(text, Input).Problems)
            Remark.Of(problem).Write(problems);
        Assert.EndsWith(problems.ToString(), (await Tool.RunAsync(text, arguments)).Error, StringComparison.Ordinal);
    }

    private void AssertWebhook(NetworkObject network, DesiredState desired)
    {
        var decision = new AdmissionJudge(new SpecPipeline(_catalog)).Decide(
            Review.Read(Review.Of("CREATE", (JsonObject)network.Json.DeepClone())),
            AdmissionFacts.None
        );
        Assert.Equal(desired.Blocking, decision.Blocking);
        Assert.Equal(AdmissionWords.Warnings(desired.Findings.Where(f => !f.Blocks && f.Severity != Severity.Info)), decision.Warnings);
    }
}
