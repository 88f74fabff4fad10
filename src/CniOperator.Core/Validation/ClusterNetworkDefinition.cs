using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Validation;

/// <summary>The CustomResourceDefinition that this build carries and serves.</summary>
public static class ClusterNetworkDefinition
{
    private const string Resource = "crds/cni-operator.io_clusternetworks.yaml";

    private static readonly Lazy<JsonObject> Loaded = new(Load);

    private static readonly Lazy<StructuralSchema> Parsed = new(() =>
        StructuralSchema.Parse(Loaded.Value["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject())
    );

    /// <summary>The definition as it is applied; a copy.</summary>
    public static JsonObject Json => (JsonObject)Loaded.Value.DeepClone();

    /// <summary>The schema of a ClusterNetwork.</summary>
    public static StructuralSchema Schema => Parsed.Value;

    private static JsonObject Load() => YamlReader.Read(EmbeddedText.Read(Resource), Resource)[0].Root!.AsObject();
}
