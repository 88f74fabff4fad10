using CniOperator.Commands;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Output;

namespace CniOperator.Operator.Tests.Commands;

public sealed class SamplesRunTests
{
    // For IPsec (96 characters), for WireGuard (32 bytes in base64), and a password.
    private static readonly string[] SecretValues = [new string('a', 96), Convert.ToBase64String(new byte[32]), "correct-horse-battery"];

    [Fact]
    public async Task Every_sample_becomes_Ready_in_the_sandbox()
    {
        var files = Directory.GetFiles(Lab.File("config", "samples"), "*.yaml").Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);

        // Mostly they wait for simulated kubelets; a few at a time keep two processors busy.
        var reports = new string?[files.Count];
        await Parallel.ForEachAsync(files.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (file, _) =>
            reports[file.Index] = await RunAsync(file.Item)
        );

        Assert.Empty(reports.OfType<string>());
    }

    // What went wrong; null when the network became Ready.
    private static async Task<string?> RunAsync(string file)
    {
        var folder = Directory.CreateTempSubdirectory("sample-");
        try
        {
            var secrets = await SecretsAsync(file, folder.FullName);
            using var output = new StringWriter();
            using var input = new StringReader("");
            var io = new CommandIo(output, output, input, IsTerminal: false);
            var code = await CommandLine.RunAsync(["sandbox", "-f", file, .. secrets], io, CancellationToken.None);
            return code == ExitCode.Ok ? null : $"{Path.GetFileName(file)}: exit {code}\n{output}";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // --secret arguments with the first kind of value that the addon's rules accept.
    private static async Task<IEnumerable<string>> SecretsAsync(string file, string folder)
    {
        var reading = ClusterNetworkReader.Read(await File.ReadAllTextAsync(file), file);
        var renderer = new Renderer(AddonCatalog.BuiltIn);
        var references = reading.Spec is { } spec ? renderer.SecretsOf(spec) : [];
        var value = SecretValues.FirstOrDefault(v =>
            reading.Spec is not null
            && !renderer
                .Render(new RenderRequest(reading.Name, reading.Spec, ClusterFacts.None, references.ToDictionary(r => r, _ => v)))
                .Blocked
        ) ?? SecretValues[0];
        var path = Path.Combine(folder, "value");
        await File.WriteAllTextAsync(path, value);
        return references.SelectMany(r => new[] { "--secret", $"{r.Name}/{r.Key}={path}" });
    }
}
