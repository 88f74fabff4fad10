namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>Reads the part of a descriptor that says what of the objects decides on the network.</summary>
internal static class AddonTakeOverReader
{
    internal static IReadOnlyList<AddonNetworkObject> Read(DescriptorNode d) =>
        d.OptionalNodes("takeOver", "objects that decide on the network", ReadObject);

    private static AddonNetworkObject ReadObject(DescriptorNode n) =>
        new(
            n.Text("apiVersion", "its apiVersion"),
            n.Text("kind", "its kind"),
            n.OptionalText("name", "its name; left out for every object of the kind"),
            n.Nodes("fields", "what decides on the network", ReadField)
        );

    private static AddonNetworkField ReadField(DescriptorNode n)
    {
        var format = n.Has("format") ? n.OneOf("format", "what is at the path", "json", "flags", "image") : null;
        var within = format is "json" or "flags" ? n.Text("within", "the path in the JSON, or the flag") : null;
        return new AddonNetworkField(
            n.Text("name", "what it is, for people"),
            n.Text("path", "where it is in the object, as kubectl's JSONPath"),
            format,
            within,
            n.OptionalText("default", "what it is where nothing is stated") ?? "not set",
            n.OptionalText("setting", "the field of a ClusterNetwork that sets it"),
            n.Text("effect", "what a change of it does to a running network"),
            n.Has("secret") && n.Flag("secret", "whether its value must be shown nowhere")
        )
        {
            Keep = n.Has("keep") ? n.TextMap("keep", "what to do to keep a value, by the value") : new Dictionary<string, string>(),
        };
    }
}
