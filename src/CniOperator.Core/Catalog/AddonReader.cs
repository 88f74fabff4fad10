using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Catalog;

/// <summary>Reads a folder's descriptor strictly. The strings beside the fields' names are what the author is told when one is missing.</summary>
internal static partial class AddonReader
{
    /// <summary>The addon, or <c>null</c> when <paramref name="problems"/> got an entry.</summary>
    internal static Addon? Read(AddonFolder folder, List<DocumentProblem> problems)
    {
        var file = folder.PathOf(AddonFolder.DescriptorName);
        var found = problems.Count;
        if (!folder.Files.TryGetValue(AddonFolder.DescriptorName, out var text))
        {
            problems.Add(new DocumentProblem(file, 1, 1, "", "an addon's folder has no addon.yaml", "add one, or remove the folder"));
            return null;
        }

        try
        {
            var documents = YamlReader.Read(text.Value, file);
            if (documents is not [{ Root: JsonObject root } document])
            {
                problems.Add(
                    new DocumentProblem(file, 1, 1, "", "must hold one mapping", "see templates/flannel/addon.yaml for an example")
                );
                return null;
            }

            var descriptor = DescriptorNode.Root(root, new DescriptorProblems(file, document.Source, problems));
            var addon = DescriptorNode.Read(descriptor, node => ReadAddon(node, folder, document.Source));
            return problems.Count == found ? addon : null;
        }
        catch (DocumentException e)
        {
            problems.Add(new DocumentProblem(file, e.Line, e.Column, "", e.Problem, e.Fix));
            return null;
        }
    }

    private static Addon ReadAddon(DescriptorNode d, AddonFolder folder, SourceMap source)
    {
        var parameters = d.Map("parameters", "the parameters as a structural schema of type object") ?? [];
        var addon = new Addon
        {
            Name = d.Text("name", "the folder's name, which spec.provider gives"),
            DisplayName = d.Text("displayName", "the name for people"),
            Description = d.Text("description", "what it is and when to take it"),
            Homepage = d.Text("homepage", "the project's web site"),
            Lifecycle = d.OneOf("lifecycle", "how alive the project is", "active", "legacy", "defunct"),
            SpecBlock = d.OptionalText("specBlock", "the spec's block with its parameters"),
            Namespace = d.Text("namespace", "where its namespaced objects are"),
            DefaultVersion = d.Text("defaultVersion", "the version taken when the spec names none"),
            Versions = d.Nodes("versions", "the list of versions", ReadVersion),
            Images = d.NodeMap("images", "the images by key", ReadImage),
            Parameters = ReadSchema(d, parameters),
            ParametersJson = parameters,
            Values = d.Has("values")
                ? d.TextMap("values", "expressions by name, worked out once for all others")
                : new Dictionary<string, string>(),
            Capabilities = d.Node("capabilities", "what it can do", ReadCapabilities),
            Addressing = d.Has("addressing")
                ? d.Node("addressing", "how it hands out addresses", ReadAddressing)
                : new AddonAddresses(null, null, null, null, null, null),
            Backends = d.Node("backends", "the ways in which it moves packets", AddonBackendReader.Read),
            Ports = d.Nodes("ports", "the ports that nodes use", AddonBackendReader.ReadPort),
            Workloads = d.Nodes("workloads", "the workloads to watch", ReadWorkload),
            Readiness = d.Node("readiness", "how to know that a node is up", n => new NodeReadiness(
                n.Text("conditionReason", "the reason of NetworkUnavailable=False"),
                n.Texts("files", "files that are there then")
            )),
            Cni = d.Node("cni", "the CNI configuration that it writes", n => new CniFile(
                n.Text("file", "its name in /etc/cni/net.d"),
                n.Text("networkName", "the network's name in it"),
                n.Texts("neededPlugins", "plugins that must be there already")
            )),
            Leftovers = d.Node("leftovers", "what stays on nodes", ReadLeftovers),
            Requirements = d.Nodes("requirements", "what nodes and cluster must bring", AddonBackendReader.ReadRequirement),
            Rules = d.Nodes("rules", "combinations that cannot work", ReadRule),
            Secrets = d.Nodes("secrets", "Secrets that parameters refer to", ReadSecret),
            Lookups = d.Has("lookups") ? d.Nodes("lookups", "DaemonSets of others to know about", ReadLookup) : [],
            Templates = ReadTemplates(folder),
            DescriptorPath = folder.PathOf(AddonFolder.DescriptorName),
            Source = source,
        };
        CheckReferences(d, folder, addon);
        return addon;
    }

    private static void CheckReferences(DescriptorNode d, AddonFolder folder, Addon addon)
    {
        var folderName = folder.Location[(folder.Location.LastIndexOf('/') + 1)..];
        if (addon.Name.Length > 0 && addon.Name != folderName)
            d.Problem("name", $"is {addon.Name}, but its folder is {folderName}", "use one name for both");
        if (addon.Name.Length > 63 || (addon.Name.Length > 0 && !DnsLabel().IsMatch(addon.Name)))
            d.Problem(
                "name",
                $"{addon.Name} cannot stand in spec.provider",
                "use at most 63 lower-case letters, digits and hyphens, a letter or digit first and last"
            );
        if (addon.Versions.All(v => v.Version != addon.DefaultVersion))
            d.Problem(
                "defaultVersion",
                $"{addon.DefaultVersion} is not in versions",
                $"take one of {string.Join(", ", addon.Versions.Select(v => v.Version))}, or add it there"
            );
        foreach (var (version, index) in addon.Versions.Select((v, i) => (v, i)))
        {
            foreach (var key in version.Tags.Keys.Except(addon.Images.Keys))
                d.Problem(
                    $"versions[{index}].tags.{key}",
                    "is not an image of this addon",
                    $"take one of {string.Join(", ", addon.Images.Keys)}, or add it to images"
                );
        }

        foreach (var key in addon.Images.Keys.Where(key => !addon.Versions.Any(v => v.Tags.ContainsKey(key))))
            d.Problem($"images.{key}", "has no tag in any version", "add it to the tags of those that use it");
        if (addon.Templates.Count == 0)
            d.Problem("", $"there is no template (*{AddonFolder.TemplateSuffix}) beside it", "add one");
        foreach (var (rule, index) in addon.Rules.Select((r, i) => (r, i)))
            if (!rule.Rule.Id.StartsWith(addon.Name + "/", StringComparison.Ordinal))
                d.Problem(
                    $"rules[{index}].id",
                    $"{rule.Rule} does not start with {addon.Name}/",
                    "put the addon's name and a slash before it"
                );
    }

    private static StructuralSchema ReadSchema(DescriptorNode d, JsonObject json)
    {
        try
        {
            var schema = StructuralSchema.Parse(json);
            if (schema.Type != "object")
                d.Problem("parameters.type", "must be object", "set it to object");
            return schema;
        }
        catch (SchemaException e)
        {
            d.Problem("parameters", $"are no structural schema: {e.Message}", "correct it there");
            return StructuralSchema.Anything;
        }
    }

    private static IReadOnlyList<AddonTemplate> ReadTemplates(AddonFolder folder) =>
        [
            .. folder
                .Files.Where(f => f.Key.EndsWith(AddonFolder.TemplateSuffix, StringComparison.Ordinal))
                .OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => new AddonTemplate(folder.PathOf(f.Key), f.Value)),
        ];

    private static AddonVersion ReadVersion(DescriptorNode n) =>
        new(
            n.Text("version", "as upstream tags it"),
            n.TextMap("tags", "image key to tag"),
            n.Texts("features", "what this version can that others cannot; may be empty"),
            n.Text("minKubernetes", "the oldest Kubernetes that it is meant for")
        );

    private static AddonImage ReadImage(string key, DescriptorNode n) =>
        new(key, n.Text("repository", "registry and repository, without tag"), n.Text("description", "what runs from it"));

    private static AddonCapabilities ReadCapabilities(DescriptorNode n) =>
        new(
            n.Text("networkPolicy", "an expression: whether NetworkPolicies are enforced"),
            n.Text("encryption", "an expression: whether traffic between nodes is encrypted"),
            n.Flag("dualStack", "whether it can carry both IP families"),
            n.Flag("ipv6Only", "whether it can carry IPv6 alone"),
            n.OneOf("podSubnets", "where nodes' subnets come from", "node", "own")
        );

    private static AddonAddresses ReadAddressing(DescriptorNode n) =>
        new(
            n.OptionalText("fromNodes", "an expression: whether pods get addresses from Nodes' podCIDRs"),
            n.OptionalText("reservedPerNode", "an expression: how many addresses of a node's subnet are its own"),
            n.OptionalText("borrows", "an expression: whether nodes take addresses of each other's blocks"),
            n.OptionalText("refusesHostRoutes", "an expression: whether it refuses a pod network that overlaps a host's route"),
            n.OptionalText("canWiden", "an expression: whether the pod network can grow while it runs"),
            n.OptionalText("pools", "an expression: the list of its pools")
        );

    private static AddonWorkload ReadWorkload(DescriptorNode n) =>
        new(
            new ObjectKey(
                n.Text("apiVersion", "its apiVersion"),
                n.Text("kind", "its kind"),
                n.Text("namespace", "its namespace"),
                n.Text("name", "its name")
            ),
            n.OptionalText("mainContainer", "the container that spec.placement.resources is for"),
            n.OptionalText("when", "an expression: whether it is there")
        );

    private static AddonLookup ReadLookup(DescriptorNode n) =>
        new(
            n.Text("id", "what templates call it"),
            new ObjectKey("apps/v1", "DaemonSet", n.Text("namespace", "the DaemonSet's namespace"), n.Text("name", "the DaemonSet's name"))
        );

    private static AddonLeftovers ReadLeftovers(DescriptorNode n) =>
        new(
            n.Texts("interfaces", "network interfaces"),
            n.Texts("files", "files and folders"),
            n.Texts("iptablesChains", "chains as table/chain"),
            n.Texts("nftablesTables", "tables as family table"),
            n.Texts("nodeAnnotations", "annotations of Nodes"),
            n.Texts("notes", "what no list can say")
        );

    private static AddonRule ReadRule(DescriptorNode n) =>
        new(
            new Rule(
                n.Text("id", "its stable id"),
                n.OneOf("severity", "how much it matters", "info", "warning", "error") switch
                {
                    "error" => Severity.Error,
                    "warning" => Severity.Warning,
                    _ => Severity.Info,
                },
                RuleArea.Addon
            ),
            n.OptionalText("each", "an expression that gives a list: the rule is asked of each entry, as it"),
            n.Text("when", "an expression: whether it applies"),
            n.Text("subject", "the field of the ClusterNetwork"),
            n.Text("message", "what is wrong and why"),
            n.Text("fix", "what to do")
        );

    private static AddonSecret ReadSecret(DescriptorNode n) =>
        new(
            n.Text("id", "what templates call it"),
            n.Text("parameter", "the path of the reference in the parameters"),
            n.Text("required", "an expression: whether there must be one"),
            n.Integer("minLength", "the least number of characters"),
            n.Text("description", "what it holds")
        );

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}
