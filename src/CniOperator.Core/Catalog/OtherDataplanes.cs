using System.Text.Json.Nodes;
using CniOperator.Core.Catalog.Descriptor;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Catalog;

/// <summary>The dataplanes that no addon of this operator installs, from <c>templates/dataplanes.yaml</c>.</summary>
public static class OtherDataplanes
{
    private const string File = "templates/dataplanes.yaml";

    private static readonly Lazy<(IReadOnlyList<KnownDataplane> All, IReadOnlyList<DocumentProblem> Problems)> Read = new(() =>
    {
        var problems = new List<DocumentProblem>();
        return (SignatureReader.Others(EmbeddedText.Read(File), File, problems), problems);
    });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownDataplane> All => Read.Value.All;

    /// <summary>What is wrong with the file; a test keeps it empty.</summary>
    public static IReadOnlyList<DocumentProblem> Problems => Read.Value.Problems;

    /// <summary>The annotations of Nodes that signatures read.</summary>
    public static IReadOnlyList<string> NodeAnnotations { get; } =
    [
        .. All.Select(d => d.Signature.Nodes)
            .OfType<NodeSignature>()
            .SelectMany(n => n.OffAnnotation is { } off ? n.Annotations.Append(off) : n.Annotations)
            .Distinct(StringComparer.Ordinal),
    ];

    private static IReadOnlyList<KnownDataplane> OnNodes { get; } = [.. All.Where(d => d.Signature.Nodes is not null)];

    /// <summary>The name of the dataplane that a Node's annotations say runs there outside of pods; <c>null</c> for none.</summary>
    public static string? RunningOn(JsonObject node)
    {
        foreach (var known in OnNodes)
            if (known.Signature.Nodes!.Annotations.All(a => Annotation(node, a) is not null))
                return known.Name;
        return null;
    }

    /// <summary>The name of the dataplane that a Node's annotations say is switched off; <c>null</c> for none.</summary>
    public static string? SwitchedOffBy(JsonObject node)
    {
        foreach (var known in OnNodes)
            if (
                known.Signature.Nodes is { OffAnnotation: { } annotation, OffText: { } text }
                && Annotation(node, annotation)?.Replace("\",\"", "=", StringComparison.Ordinal).Contains(text, StringComparison.Ordinal)
                    == true
            )
                return known.Name;
        return null;
    }

    private static string? Annotation(JsonObject node, string name) => node.Text("metadata", "annotations", name);
}
