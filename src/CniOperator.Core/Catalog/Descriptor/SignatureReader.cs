using System.Text.Json.Nodes;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>Reads how dataplanes are recognised: those of addons, and those that no addon installs.</summary>
internal static class SignatureReader
{
    /// <summary>The dataplanes that the embedded file of others names.</summary>
    internal static IReadOnlyList<KnownDataplane> Others(string text, string file, List<DocumentProblem> problems)
    {
        if (YamlReader.Read(text, file) is not [{ Root: JsonObject root } document])
            return [];
        var node = DescriptorNode.Root(root, new DescriptorProblems(file, document.Source, problems));
        return DescriptorNode.Read(node, n => n.Nodes("dataplanes", "networks that are recognised", Other));
    }

    internal static DataplaneSignature Signature(DescriptorNode n) =>
        new()
        {
            DaemonSets = Optional(n, "daemonSets", "DaemonSets as namespace/name"),
            PodLabels = [.. Optional(n, "podLabels", "labels as key=value,key=value").Select((text, i) => Labels(n, text, i))],
            Images = Optional(n, "images", "last parts of images' paths"),
            WithImages = Optional(n, "withImages", "last parts of a second image's path"),
            CniContainer = n.OptionalText("cniContainer", "the container that writes the CNI file"),
            CniFiles = Optional(n, "cniFiles", "files in /etc/cni/net.d"),
            ConditionReasons = Optional(n, "conditionReasons", "reasons of the Node condition NetworkUnavailable"),
            Nodes = n.Has("nodes") ? n.Node("nodes", "how Nodes tell that it runs there", Nodes) : null,
        };

    private static KnownDataplane Other(DescriptorNode n) =>
        new(
            n.Text("name", "its short name"),
            n.Text("displayName", "the name for people"),
            n.Node("signature", "how it is recognised", Signature)
        );

    private static NodeSignature Nodes(DescriptorNode n)
    {
        var (annotation, says) = n.Has("offWhen")
            ? n.Node("offWhen", "how Nodes tell that it is off", o => (o.Text("annotation", "an annotation"), o.Text("says", "its text")))
            : (null, null);
        return new NodeSignature(
            n.Texts("annotations", "annotations of Nodes"),
            annotation,
            says,
            Optional(n, "unless", "dataplanes that leave the same annotations")
        );
    }

    private static IReadOnlyList<string> Optional(DescriptorNode n, string field, string meaning)
    {
        if (n.Has(field))
            return n.Texts(field, meaning);
        n.OptionalText(field, meaning);
        return [];
    }

    private static Dictionary<string, string> Labels(DescriptorNode n, string text, int index)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in text.Split(','))
        {
            var at = label.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                labels[label[..at]] = label[(at + 1)..];
            else
                n.Problem($"podLabels[{index}]", $"{label} is not key=value", "write labels as key=value, with commas between them");
        }

        return labels;
    }
}
