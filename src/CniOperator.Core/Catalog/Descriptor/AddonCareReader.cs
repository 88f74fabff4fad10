namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>Reads the parts of a descriptor that say how to look for others, and after what was applied.</summary>
internal static class AddonCareReader
{
    /// <summary>
    /// The addon with what the descriptor says of how installs of it are recognised, what it looks up, and its care; all may be left out.
    /// </summary>
    internal static Addon Read(DescriptorNode d, Addon addon) =>
        addon with
        {
            Signature = d.Has("signature") ? d.Node("signature", "how its installs are recognised", SignatureReader.Signature) : null,
            Lookups = d.OptionalNodes("lookups", "DaemonSets of others to know about", AddonPartReader.Lookup),
            Effects = d.OptionalNodes("effects", "what it makes of objects that are applied", Effect),
            Pauses = d.OptionalNodes("pauses", "objects whose owner needs time", Pause),
            Data = d.OptionalNodes("data", "what is lost with objects that are deleted", Data),
            OwnChanges = d.OptionalNodes("ownChanges", "what it does to its own objects", OwnChange),
            OwnFields = d.OptionalNodes("ownFields", "what it fills into its own objects", OwnFields),
            Writers = d.Has("writers") ? d.Texts("writers", "the field managers of its programs") : [],
            Remedies = d.OptionalNodes("remedies", "what to do about its last words", Remedy),
        };

    private static AddonEffect Effect(DescriptorNode n) =>
        new(
            n.Text("of", "the kind of the rendered objects that have it"),
            n.OptionalText("when", "an expression that sees such an object as it"),
            n.Text("nodeAnnotation", "an annotation that every Node gets on which the dataplane runs"),
            n.Integer("dueSeconds", "within so many seconds it is there"),
            n.Integer("touches", "how often the object is written again when it is not"),
            n.OptionalText("restarts", "the DaemonSet whose pods are restarted when that does not help"),
            n.Text("meaning", "what does not work without it, as the end of a sentence"),
            n.Text("fix", "what a person can do")
        );

    private static AddonPause Pause(DescriptorNode n) =>
        new(
            n.Text("of", "their kind"),
            n.Integer("seconds", "how long the next write waits"),
            n.Text("why", "who needs that, as the end of a sentence")
        );

    private static AddonData Data(DescriptorNode n) =>
        new(
            n.Text("of", "the object's kind"),
            n.Text("name", "its name"),
            n.Text("holds", "what it holds, as the end of a sentence"),
            n.Text("fix", "what to do when that is lost")
        );

    private static AddonOwnChange OwnChange(DescriptorNode n) =>
        new(
            n.Text("of", "the object's kind"),
            n.Text("field", "the path of the field"),
            n.Text("why", "who does it and when, as the end of a sentence")
        );

    private static AddonOwnFields OwnFields(DescriptorNode n) =>
        new(n.Text("of", "the object's kind"), n.TextMap("values", "path of a field to its value"));

    private static AddonRemedy Remedy(DescriptorNode n) =>
        new(n.Text("says", "words of the dataplane before it ends"), n.Text("fix", "what to do, without a full stop"));
}
