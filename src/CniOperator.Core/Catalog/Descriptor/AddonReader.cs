using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>
/// Reads a folder's descriptor strictly. The strings next to the fields' names are what the author is told when one is missing.
/// </summary>
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
        var addon = AddonCareReader.Read(
            d,
            new Addon
            {
                Name = d.Text("name", "the folder's name, which spec.provider gives"),
                DisplayName = d.Text("displayName", "the name for people"),
                Description = d.Text("description", "what it is and when to take it"),
                Homepage = d.Text("homepage", "the project's web site"),
                Lifecycle = d.OneOf("lifecycle", "how alive the project is", "active", "legacy", "defunct"),
                SpecBlock = d.OptionalText("specBlock", "the spec's block with its parameters"),
                Namespace = d.Text("namespace", "where its namespaced objects are"),
                DefaultVersion = d.Text("defaultVersion", "the version taken when the spec names none"),
                Versions = d.Nodes("versions", "the list of versions", AddonPartReader.Version),
                Images = d.NodeMap("images", "the images by key", AddonPartReader.Image),
                Parameters = ReadSchema(d, parameters),
                Values = ReadValues(d),
                Capabilities = d.Node("capabilities", "what it can do", AddonPartReader.Capabilities),
                Addressing = d.Has("addressing")
                    ? d.Node("addressing", "how it hands out addresses", AddonPartReader.Addressing)
                    : new AddonAddresses(null, null, null, null, null, null),
                Backends = d.Node("backends", "the ways in which it moves packets", AddonBackendReader.Read),
                Ports = d.Nodes("ports", "the ports that nodes use", AddonBackendReader.ReadPort),
                Workloads = d.Nodes("workloads", "the workloads to watch", AddonPartReader.Workload),
                Readiness = d.Node("readiness", "how to know that a node is up", AddonPartReader.Readiness),
                Cni = d.Node("cni", "the CNI configuration that it writes", AddonPartReader.Cni),
                Leftovers = d.Node("leftovers", "what stays on nodes", AddonPartReader.Leftovers),
                Requirements = d.Nodes("requirements", "what nodes and cluster must bring", AddonBackendReader.ReadRequirement),
                Rules = d.Nodes("rules", "combinations that cannot work", AddonPartReader.Rule),
                Secrets = d.Nodes("secrets", "Secrets that parameters refer to", AddonPartReader.Secret),
                Templates = ReadTemplates(folder),
                DescriptorPath = folder.PathOf(AddonFolder.DescriptorName),
                Source = source,
            }
        );
        CheckReferences(d, folder, addon);
        return addon with { TakeOver = AddonTakeOverReader.Read(d) };
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
            d.Problem("", $"there is no template (*{AddonFolder.TemplateSuffix}) next to it", "add one");
        CheckOwnReferences(d, addon);
    }

    // What one part of it says of another.
    private static void CheckOwnReferences(DescriptorNode d, Addon addon)
    {
        foreach (var (effect, index) in addon.Effects.Select((e, i) => (e, i)))
            if (effect.Restarts is not null && addon.DaemonSetOf(effect.Restarts) is null)
                d.Problem(
                    $"effects[{index}].restarts",
                    $"{effect.Restarts} is not a DaemonSet of workloads",
                    "name one that is, or remove it"
                );
        foreach (var (rule, index) in addon.Rules.Select((r, i) => (r, i)))
            if (!rule.Rule.Id.StartsWith(addon.Name + "/", StringComparison.Ordinal))
                d.Problem(
                    $"rules[{index}].id",
                    $"{rule.Rule} does not start with {addon.Name}/",
                    "put the addon's name and a slash before it"
                );
    }

    private static IReadOnlyDictionary<string, string> ReadValues(DescriptorNode d) =>
        d.Has("values") ? d.TextMap("values", "expressions by name, worked out once for all others") : new Dictionary<string, string>();

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
            d.Problem("parameters", $"are not a structural schema: {e.Message}", "correct it there");
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

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}
