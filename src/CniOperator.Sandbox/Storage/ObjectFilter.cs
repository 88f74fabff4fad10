using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Selectors;

namespace CniOperator.Sandbox.Storage;

/// <summary>Which objects of a resource a list, a watch or a collection delete is about.</summary>
internal sealed record ObjectFilter(string? Namespace, LabelSelector Labels, FieldSelector Fields, KindStrategy Strategy)
{
    /// <summary>The one name to match; <c>null</c> for all.</summary>
    internal string? Name { get; init; }

    /// <summary>True when every object of the namespace matches.</summary>
    internal bool SelectsAll => Labels.IsEmpty && Fields.IsEmpty && Name is null;

    /// <summary>A filter for an endpoint by selectors in their string form.</summary>
    /// <exception cref="ApiStatusException">
    /// A selector cannot be parsed, or the resource cannot be selected by a field that it names.
    /// </exception>
    internal static ObjectFilter Of(Resource resource, ServedVersion version, string? ns, string? labels, string? fields)
    {
        try
        {
            var filter = new ObjectFilter(ns, LabelSelector.Parse(labels), FieldSelector.Parse(fields), resource.Strategy);
            foreach (var field in filter.Fields.Fields)
                CheckSelectable(field, resource, version);
            return filter;
        }
        catch (SelectorException e)
        {
            throw Refusal.BadRequest(e.Message);
        }
    }

    internal bool Matches(StoredObject obj) =>
        (Namespace is null || obj.Namespace == Namespace)
        && (Name is null || obj.Name == Name)
        && Labels.Matches(obj.Json.Map("metadata", "labels"))
        && Fields.Matches(field => Strategy.FieldValue(obj.Json, field));

    private static void CheckSelectable(string field, Resource resource, ServedVersion version)
    {
        if (field is "metadata.name" or "metadata.namespace")
            return;
        if (resource.Strategy.SelectableFields.Contains(field) || version.SelectableFields.Contains(field))
            return;
        throw Refusal.BadRequest(
            resource.Custom || resource.Strategy.SelectableFields.Count > 0
                ? $"field label not supported: {field}"
                : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        );
    }
}
