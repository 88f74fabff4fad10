using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.CustomResources;

/// <summary>Reads a valid CustomResourceDefinition as the resource that it declares.</summary>
internal static class Definition
{
    internal static ResourceName NameOf(JsonObject definition) =>
        new(definition.TextAt("spec", "group") ?? "", definition.TextAt("spec", "names", "plural") ?? "");

    internal static Resource Read(JsonObject definition, ResourceStore store)
    {
        var names = definition.MapAt("spec", "names");
        var versions = (definition.ListAt("spec", "versions") ?? []).OfType<JsonObject>().Select(v => ReadVersion(definition, v)).ToList();
        return new Resource
        {
            Name = NameOf(definition),
            Kind = names.TextAt("kind") ?? "",
            ListKind = names.TextAt("listKind") ?? "",
            Singular = names.TextAt("singular") ?? "",
            Namespaced = definition.TextAt("spec", "scope") == "Namespaced",
            ShortNames = Texts(names.ListAt("shortNames")),
            Categories = Texts(names.ListAt("categories")),
            Versions = [.. versions.OrderBy(v => v.Version, VersionOrder.PreferredFirst)],
            Strategy = new CustomStrategy(new ResourceName("apiextensions.k8s.io", "customresourcedefinitions"), definition.Name()),
            Store = store,
            Custom = true,
        };
    }

    private static ServedVersion ReadVersion(JsonObject definition, JsonObject version)
    {
        var group = definition.TextAt("spec", "group") ?? "";
        var source = version.MapAt("schema", "openAPIV3Schema") ?? [];
        var kind = definition.TextAt("spec", "names", "kind") ?? "";
        var name = version.TextAt("name") ?? "";
        return new ServedVersion
        {
            Group = group,
            Version = name,
            Kind = kind,
            Schema = StructuralSchema.Parse(source) with { EmbeddedResource = true },
            SourceSchema = source,
            HasStatus = version.MapAt("subresources", "status") is not null,
            Scale = ReadScale(version.MapAt("subresources", "scale")),
            ExtraSubresources = version.MapAt("subresources", "scale") is null ? [] : ["scale"],
            Columns = [.. (version.ListAt("additionalPrinterColumns") ?? []).OfType<JsonObject>().Select(ReadColumn)],
            SelectableFields = [.. (version.ListAt("selectableFields") ?? []).Select(f => (f.TextAt("jsonPath") ?? "").TrimStart('.'))],
            Served = version.FlagAt("served"),
            IsStorage = version.FlagAt("storage"),
            DeprecationWarning = version.FlagAt("deprecated")
                ? version.TextAt("deprecationWarning") ?? $"{group}/{name} {kind} is deprecated"
                : null,
        };
    }

    private static ScalePaths? ReadScale(JsonObject? scale) =>
        scale is null
            ? null
            : new ScalePaths(
                scale.TextAt("specReplicasPath") ?? "",
                scale.TextAt("statusReplicasPath") ?? "",
                scale.TextAt("labelSelectorPath")
            );

    private static PrinterColumn ReadColumn(JsonObject column) =>
        new(
            column.TextAt("name") ?? "",
            column.TextAt("type") ?? "string",
            column.TextAt("format") ?? "",
            column.TextAt("description") ?? $"Custom resource definition column (in JSONPath format): {column.TextAt("jsonPath")}",
            (int)(column.NumberAt("priority") ?? 0),
            column.TextAt("jsonPath") ?? ""
        );

    private static List<string> Texts(JsonArray? list) => [.. (list ?? []).Select(t => t?.ToString() ?? "")];
}
