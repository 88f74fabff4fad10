using BenchmarkDotNet.Attributes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Benchmarks;

/// <summary>
/// Renders each addon with its defaults. Targets: under 5 ms warm, flannel under 1 ms. Cold is what the first reconcile of a process pays.
/// </summary>
[MemoryDiagnoser]
public class RenderBenchmark
{
    private readonly AddonCatalog _catalog = AddonCatalog.BuiltIn;
    private readonly IReadOnlyList<AddonFolder> _folders = AddonFolder.Embedded();
    private readonly Renderer _renderer = new(AddonCatalog.BuiltIn);

    /// <summary>Every addon of the catalog.</summary>
    public static IEnumerable<string> Addons => AddonCatalog.BuiltIn.Addons.Select(a => a.Name);

    /// <summary>The one that is rendered.</summary>
    [ParamsSource(nameof(Addons))]
    public string Addon { get; set; } = "";

    private RenderRequest Request =>
        new(
            "default",
            new ClusterNetworkSpec
            {
                Provider = Addon,
                PodNetwork = new PodNetwork { Cidrs = ["10.244.0.0/16"] },
            },
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

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
