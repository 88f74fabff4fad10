using BenchmarkDotNet.Attributes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Benchmarks;

/// <summary>Renders the flannel sample. Target: under 1 ms warm. Cold is what the first reconcile of a process pays.</summary>
[MemoryDiagnoser]
public class RenderBenchmark
{
    private static readonly RenderRequest Request = new(
        "default",
        new ClusterNetworkSpec { Provider = "flannel", PodNetwork = new PodNetwork { Cidrs = ["10.244.0.0/16"] } },
        NetworkFacts.None,
        new Dictionary<SecretKeyReference, string>());

    private readonly AddonCatalog _catalog = AddonCatalog.BuiltIn;
    private readonly IReadOnlyList<AddonFolder> _folders = AddonFolder.Embedded();
    private readonly Renderer _renderer = new(AddonCatalog.BuiltIn);

    /// <summary>All objects, with templates parsed before.</summary>
    [Benchmark(Baseline = true)]
    public int Warm() => _renderer.Render(Request).Objects.Count;

    /// <summary>All objects, parsing the templates first.</summary>
    [Benchmark]
    public int ParsingTemplates() => new Renderer(_catalog).Render(Request).Objects.Count;

    /// <summary>Reads the descriptors of all addons.</summary>
    [Benchmark]
    public int CatalogLoad() => AddonCatalog.Load(_folders).Addons.Count;
}
