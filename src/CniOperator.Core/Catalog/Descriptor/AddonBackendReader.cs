namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>Reads the part of a descriptor that describes backends and what they need.</summary>
internal static class AddonBackendReader
{
    internal static AddonBackends Read(DescriptorNode n) =>
        new(
            n.Text("select", "an expression that gives the chosen backend's name"),
            n.OptionalText("optionsIn", "the parameter whose fields are the backends' options"),
            n.Has("optionsIn") ? n.Texts("sharedOptions", "fields of it that every backend has") : [],
            n.Nodes("list", "the backends", ReadBackend)
        );

    internal static AddonPort ReadPort(DescriptorNode n) =>
        new(
            n.Text("protocol", "TCP, UDP or an IP protocol"),
            n.OptionalText("port", "an expression that gives the number"),
            n.OneOf("scope", "who uses it", "nodes", "host"),
            n.Text("purpose", "what it is for"),
            n.OptionalText("when", "an expression: whether it is used")
        );

    internal static AddonRequirement ReadRequirement(DescriptorNode n) =>
        new(
            n.OneOf("kind", "what it is about", "kernel", "module", "plugin", "network", "cluster", "arch", "cloud", "device"),
            n.Text("text", "what it is")
        );

    private static AddonBackend ReadBackend(DescriptorNode n) =>
        new(
            n.Text("name", "its name"),
            n.Text("description", "what it is and when to take it"),
            n.Texts("families", "the IP families that it carries", "ipv4", "ipv6"),
            n.Node("overhead", "bytes that it adds to every packet", ReadOverhead),
            n.Texts("options", "the options that it has"),
            n.TextMap("lacks", "option to the reason why it lacks it"),
            n.Nodes("ports", "ports and protocols between nodes", ReadPort),
            n.Nodes("requirements", "what nodes and network must bring", ReadRequirement)
        )
        {
            FallsBackTo = n.OptionalText("fallsBackTo", "the backend that it silently takes where it cannot work"),
        };

    private static EncapsulationOverhead ReadOverhead(DescriptorNode n) =>
        new(
            n.Integer("ipv4", "bytes between nodes that talk IPv4"),
            n.Integer("ipv6", "bytes between nodes that talk IPv6"),
            n.Has("extra")
                ? n.Nodes("extra", "bytes under a condition", e => new ExtraOverhead(
                    e.Text("when", "an expression"),
                    e.Integer("bytes", "how many")
                ))
                : []
        );
}
