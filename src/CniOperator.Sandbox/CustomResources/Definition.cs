using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.CustomResources;

/// <summary>Reads a valid CustomResourceDefinition as the resource that it declares.</summary>
internal static class Definition
{
    internal static ResourceName NameOf(JsonObject definition) =>
        new(definition.Text("spec", "group") ?? "", definition.Text("spec", "names", "plural") ?? "");

    internal static Resource Read(JsonObject definition, ResourceStore store)
    {
        var names = definition.Map("spec", "names");
        var versions = (definition.List("spec", "versions") ?? []).OfType<JsonObject>().Select(v => ReadVersion(definition, v)).ToList();
        return new Resource
        {
            Name = NameOf(definition),
            Kind = names.Text("kind") ?? "",
            ListKind = names.Text("listKind") ?? "",
            Singular = names.Text("singular") ?? "",
            Namespaced = definition.Text("spec", "scope") == "Namespaced",
            ShortNames = Texts(names.List("shortNames")),
            Categories = Texts(names.List("categories")),
            Versions = [.. versions.OrderBy(v => v.Version, VersionOrder.PreferredFirst)],
            Strategy = new CustomStrategy(new ResourceName("apiextensions.k8s.io", "customresourcedefinitions"), definition.Name()),
            Store = store,
            Custom = true,
        };
    }

    private static ServedVersion ReadVersion(JsonObject definition, JsonObject version)
    {
        var group = definition.Text("spec", "group") ?? "";
        var source = version.Map("schema", "openAPIV3Schema") ?? [];
        var kind = definition.Text("spec", "names", "kind") ?? "";
        var name = version.Text("name") ?? "";
        return new ServedVersion
        {
            Group = group,
            Version = name,
            Kind = kind,
            Schema = StructuralSchema.Parse(source) with { EmbeddedResource = true },
            SourceSchema = source,
            HasStatus = version.Map("subresources", "status") is not null,
            Scale = ReadScale(version.Map("subresources", "scale")),
            ExtraSubresources = version.Map("subresources", "scale") is null ? [] : ["scale"],
            Columns = [.. (version.List("additionalPrinterColumns") ?? []).OfType<JsonObject>().Select(ReadColumn)],
            SelectableFields = [.. (version.List("selectableFields") ?? []).Select(f => (f.Text("jsonPath") ?? "").TrimStart('.'))],
            Served = version.Flag("served"),
            IsStorage = version.Flag("storage"),
            DeprecationWarning = version.Flag("deprecated")
                ? version.Text("deprecationWarning") ?? $"{group}/{name} {kind} is deprecated"
                : null,
        };
    }

    private static ScalePaths? ReadScale(JsonObject? scale) =>
        scale is null
            ? null
            : new ScalePaths(scale.Text("specReplicasPath") ?? "", scale.Text("statusReplicasPath") ?? "", scale.Text("labelSelectorPath"));

    private static PrinterColumn ReadColumn(JsonObject column) =>
        new(
            column.Text("name") ?? "",
            column.Text("type") ?? "string",
            column.Text("format") ?? "",
            column.Text("description") ?? $"Custom resource definition column (in JSONPath format): {column.Text("jsonPath")}",
            (int)(column.Number("priority") ?? 0),
            column.Text("jsonPath") ?? ""
        );

    private static List<string> Texts(JsonArray? list) => [.. (list ?? []).Select(t => t?.ToString() ?? "")];
}
