using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Catalog;

/// <summary>
/// Everything that <c>addon.yaml</c> states about one addon. The format is described in <c>docs/</c> and by the reader's errors.
/// </summary>
public sealed record Addon
{
    /// <summary>The name that <c>spec.provider</c> gives; equal to the folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>One or two sentences: what it is and when to take it.</summary>
    public required string Description { get; init; }

    /// <summary>The project's web site.</summary>
    public required string Homepage { get; init; }

    /// <summary><c>active</c>, <c>legacy</c> or <c>defunct</c>.</summary>
    public required string Lifecycle { get; init; }

    /// <summary>The block of the spec with its parameters (<c>flannel</c>); <c>null</c> when they are in <c>spec.parameters</c>.</summary>
    public string? SpecBlock { get; init; }

    /// <summary>The path of its parameters: <c>spec.flannel</c> or <c>spec.parameters</c>.</summary>
    public string ParametersPath => $"spec.{SpecBlock ?? "parameters"}";

    /// <summary>The namespaced objects' namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The version taken when the spec names none.</summary>
    public required string DefaultVersion { get; init; }

    /// <summary>Every version that the templates can render.</summary>
    public required IReadOnlyList<AddonVersion> Versions { get; init; }

    /// <summary>The images by key.</summary>
    public required IReadOnlyDictionary<string, AddonImage> Images { get; init; }

    /// <summary>The parameters, as a structural schema.</summary>
    public required StructuralSchema Parameters { get; init; }

    /// <summary>Expressions that templates and other expressions see as <c>values</c>, by name; each sees those before it.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>What it can do.</summary>
    public required AddonCapabilities Capabilities { get; init; }

    /// <summary>How it hands out addresses.</summary>
    public AddonAddresses Addressing { get; init; } = new(null, null, null, null, null, null);

    /// <summary>The ways in which it moves packets.</summary>
    public required AddonBackends Backends { get; init; }

    /// <summary>Ports that nodes use whatever the backend is.</summary>
    public required IReadOnlyList<AddonPort> Ports { get; init; }

    /// <summary>The workloads whose rollout is watched.</summary>
    public required IReadOnlyList<AddonWorkload> Workloads { get; init; }

    /// <summary>How to know that a node's dataplane is up, apart from its pod.</summary>
    public required NodeReadiness Readiness { get; init; }

    /// <summary>The CNI configuration that it writes on nodes.</summary>
    public required CniFile Cni { get; init; }

    /// <summary>How its installs are recognised, also those of others; <c>null</c> when its descriptor does not say.</summary>
    public DataplaneSignature? Signature { get; init; }

    /// <summary>What stays on nodes after it is gone.</summary>
    public required AddonLeftovers Leftovers { get; init; }

    /// <summary>What nodes and cluster must bring, whatever the backend is.</summary>
    public required IReadOnlyList<AddonRequirement> Requirements { get; init; }

    /// <summary>Combinations that cannot work, or that deserve a word.</summary>
    public required IReadOnlyList<AddonRule> Rules { get; init; }

    /// <summary>Secrets that its parameters may refer to.</summary>
    public required IReadOnlyList<AddonSecret> Secrets { get; init; }

    /// <summary>DaemonSets of others that its templates and rules want to know about.</summary>
    public IReadOnlyList<AddonLookup> Lookups { get; init; } = [];

    /// <summary>What it makes of objects that are applied.</summary>
    public IReadOnlyList<AddonEffect> Effects { get; init; } = [];

    /// <summary>Objects whose owner needs time between two changes.</summary>
    public IReadOnlyList<AddonPause> Pauses { get; init; } = [];

    /// <summary>What is lost with objects that are deleted.</summary>
    public IReadOnlyList<AddonData> Data { get; init; } = [];

    /// <summary>What its programs do to its own objects.</summary>
    public IReadOnlyList<AddonOwnChange> OwnChanges { get; init; } = [];

    /// <summary>The field managers of its programs: what they write into its objects is not a person's.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];

    /// <summary>Values that its programs fill into its objects.</summary>
    public IReadOnlyList<AddonOwnFields> OwnFields { get; init; } = [];

    /// <summary>What to do about its last words.</summary>
    public IReadOnlyList<AddonRemedy> Remedies { get; init; } = [];

    /// <summary>What of its objects decides on the network: compared before what runs already is taken over.</summary>
    public IReadOnlyList<AddonNetworkObject> TakeOver { get; init; } = [];

    /// <summary>Its templates, by file name.</summary>
    public required IReadOnlyList<AddonTemplate> Templates { get; init; }

    /// <summary>
    /// It was added by the user of the operator; else it travels inside the operator, and its objects are known to get along with the
    /// others'.
    /// </summary>
    public bool FromUser { get; init; }

    /// <summary>The descriptor's file as error messages show it.</summary>
    internal string DescriptorPath { get; init; } = AddonFolder.DescriptorName;

    /// <summary>Where each field of the descriptor stands.</summary>
    internal SourceMap Source { get; init; } = new();

    /// <summary>The version of that name; the default for an empty one; <c>null</c> for an unknown one.</summary>
    public AddonVersion? FindVersion(string version) =>
        Versions.FirstOrDefault(v => v.Version == (version.Length == 0 ? DefaultVersion : version));

    /// <summary>The DaemonSet of that name among its workloads; <c>null</c> for none.</summary>
    internal ObjectKey? DaemonSetOf(string? name) =>
        Workloads.Select(w => w.Key).FirstOrDefault(k => k.Kind == "DaemonSet" && k.Name == name);
}
