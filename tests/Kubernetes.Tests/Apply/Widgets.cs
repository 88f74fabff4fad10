using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Apply;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Kubernetes.Schemas;
using CsCheck;

namespace CniOperator.Kubernetes.Tests.Apply;

/// <summary>A custom kind with every shape of field, and random objects of it.</summary>
internal static class Widgets
{
    internal static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    internal static readonly StructuralSchema Schema = StructuralSchema.Parse(
        Json.Map(
            """
            {'type': 'object', 'properties': {
              'spec': {'type': 'object', 'properties': {
                'a': {'type': 'string'},
                'n': {'type': 'integer'},
                'm': {'type': 'object', 'additionalProperties': {'type': 'string'}},
                's': {'type': 'array', 'x-kubernetes-list-type': 'set', 'items': {'type': 'string'}},
                'l': {'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'],
                      'items': {'type': 'object', 'required': ['k'], 'properties': {'k': {'type': 'string'}, 'v': {'type': 'integer'}}}},
                'whole': {'type': 'array', 'items': {'type': 'integer'}},
                'any': {'type': 'object', 'x-kubernetes-preserve-unknown-fields': true}}},
              'status': {'type': 'object', 'properties': {'phase': {'type': 'string'}}}}}
            """
        )
    );

    /// <summary>Random specs whose field values and entries start with a prefix, so that two prefixes share no entry.</summary>
    internal static Gen<string> Specs(string prefix, bool sharesScalars) =>
        from entries in Gen.Int[0, 4].Array[1, 4]
        from values in Gen.Int[0, 2].Array[4]
        from parts in Gen.Int[1, 127]
        select Spec(prefix, sharesScalars, entries.Distinct().ToArray(), values, parts);

    internal static JsonObject Widget(string spec) =>
        Json.Map($$"""{'apiVersion': 'x.io/v1', 'kind': 'Widget', 'metadata': {'name': 'w'}, 'spec': {{spec}}}""");

    internal static FieldManager By(string name, string? subresource = null) => new(name, "x.io/v1", subresource);

    internal static JsonObject Apply(JsonObject? live, string spec, string manager, bool force = false, int minutes = 0) =>
        ServerSideApply.Apply(live, Widget(spec), By(manager), force, Schema, Noon.AddMinutes(minutes));

    internal static JsonObject Create(string spec, string manager)
    {
        var widget = Widget(spec);
        ServerSideApply.TrackUpdate(null, widget, By(manager), Schema, Noon);
        return widget;
    }

    internal static JsonObject Update(JsonObject live, string spec, string manager, int minutes = 0)
    {
        var after = (JsonObject)live.DeepClone();
        after["spec"] = Json.Any(spec);
        ServerSideApply.TrackUpdate(live, after, By(manager), Schema, Noon.AddMinutes(minutes));
        return after;
    }

    /// <summary>The entry of a manager as <c>fieldsV1</c>; null when it has none.</summary>
    internal static JsonObject? FieldsOf(JsonObject obj, string manager) =>
        (obj["metadata"]?["managedFields"] as JsonArray ?? [])
            .Select(e => (JsonObject)e!)
            .FirstOrDefault(e => $"{e["manager"]}" == manager)
            ?["fieldsV1"] as JsonObject;

    private static string Spec(string prefix, bool sharesScalars, int[] entries, int[] values, int parts)
    {
        var fields = new List<string>();
        void Add(int bit, string field)
        {
            if ((parts & bit) != 0)
                fields.Add(field);
        }

        if (sharesScalars)
        {
            Add(1, $"'a': 'v{values[0]}'");
            Add(2, $"'n': {values[1]}");
            Add(4, $"'whole': [{values[2]}]");
        }

        Add(8, $"'m': {{{string.Join(',', entries.Select(e => $"'{prefix}{e}': 'v{values[3]}'"))}}}");
        Add(16, $"'s': [{string.Join(',', entries.Select(e => $"'{prefix}{e}'"))}]");
        Add(32, $"'l': [{string.Join(',', entries.Select(e => $"{{'k': '{prefix}{e}', 'v': {values[1]}}}"))}]");
        Add(64, $"'any': {{'{prefix}': {{{string.Join(',', entries.Select(e => $"'{e}': {values[0]}"))}}}}}");
        return $"{{{string.Join(',', fields)}}}";
    }
}
