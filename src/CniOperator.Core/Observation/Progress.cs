using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Observation;

/// <summary>
/// What must survive a restart of the operator, kept in a ConfigMap in its namespace, the record, and written only when it changes: the
/// last valid spec, so that an invalid one stops no repair; the kinds that were applied, so that prune finds what the present spec no
/// longer renders (the inventory of KEP-3659's ApplySet); the objects that hold data, so that a loss is noticed. The record is owned by
/// its ClusterNetwork and goes with it.
/// </summary>
public sealed record Progress
{
    private const string SpecKey = "spec.json";
    private const string InventoryKey = "inventory";
    private const string DataKey = "data";
    private const string Prefix = "last-valid-spec.";
    private const int LongestName = 253;

    /// <summary>Nothing was recorded.</summary>
    public static Progress None { get; } = new();

    /// <summary>The spec that was reconciled last and was valid; <c>null</c> when there is none.</summary>
    public StoredSpec? LastValidSpec { get; init; }

    /// <summary>The kinds that were applied.</summary>
    public IReadOnlyList<InventoryKind> Inventory { get; init; } = [];

    /// <summary>The objects that hold data.</summary>
    public IReadOnlyList<HeldData> Held { get; init; } = [];

    /// <summary>The record as the server holds it, also one of an earlier namesake; <c>null</c> when there is none.</summary>
    public JsonObject? Record { get; init; }

    /// <summary>When this network was recorded first; <c>null</c> when it was not yet.</summary>
    public DateTimeOffset? RecordedAt => LastValidSpec is null ? null : Record.Time("metadata", "creationTimestamp");

    /// <summary>The identity of a ClusterNetwork's record.</summary>
    public static ObjectKey KeyOf(string network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var name = Prefix + network;
        if (name.Length > LongestName)
            name = $"{name[..(LongestName - 17)].TrimEnd('-', '.')}-{ContentHash.OfText(network)}";
        return new ObjectKey("v1", "ConfigMap", ClusterNetworkApi.OperatorNamespace, name);
    }

    /// <summary>Reads a record. One of an earlier namesake, or one that someone edited beyond recognition, says nothing.</summary>
    /// <param name="record">The ConfigMap; <c>null</c> when there is none.</param>
    /// <param name="network">The ClusterNetwork.</param>
    public static Progress Of(JsonObject? record, NetworkObject network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!record.Items("metadata", "ownerReferences").Any(o => o.Text("uid") == network.Uid))
            return None with { Record = record };
        return new Progress
        {
            Record = record,
            LastValidSpec = SpecIn(record) is { } spec ? StoredSpec.Of(network.Name, spec).Or(network.Spec) : null,
            Inventory =
            [
                .. (record.Text("data", InventoryKey) ?? "")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(InventoryKind.Parse)
                    .OfType<InventoryKind>(),
            ],
            Held =
            [
                .. (record.Text("data", DataKey) ?? "")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(HeldData.Parse)
                    .OfType<HeldData>(),
            ],
        };
    }

    /// <summary>The record to have for what is to be remembered of <paramref name="network"/>.</summary>
    /// <param name="network">The ClusterNetwork.</param>
    /// <param name="spec">The spec that is reconciled.</param>
    /// <param name="kinds">The kinds in which it has or wants objects.</param>
    /// <param name="held">The objects that hold data.</param>
    public static Manifest ToRecord(
        NetworkObject network,
        StoredSpec spec,
        IEnumerable<InventoryKind> kinds,
        IEnumerable<HeldData>? held = null
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        var key = KeyOf(network.Name);
        var data = new JsonObject { [SpecKey] = spec.Json?.ToJsonString(), [InventoryKey] = Lines(kinds.Select(k => k.ToString())) };
        if (Lines(held?.Select(h => h.ToString()) ?? []) is { Length: > 0 } lines)
            data[DataKey] = lines;
        return Manifest.Of(
            new JsonObject
            {
                ["apiVersion"] = key.ApiVersion,
                ["kind"] = key.Kind,
                ["metadata"] = new JsonObject
                {
                    ["name"] = key.Name,
                    ["namespace"] = key.Namespace,
                    ["labels"] = new JsonObject { [ClusterNetworkApi.ManagedByLabel] = ClusterNetworkApi.FieldManager },
                    ["ownerReferences"] = new JsonArray(OwnerReference(network)),
                },
                ["data"] = data,
            }
        );
    }

    private static string Lines(IEnumerable<string> texts) => string.Join('\n', texts.Distinct().Order(StringComparer.Ordinal));

    private static JsonObject OwnerReference(NetworkObject network) =>
        new()
        {
            ["apiVersion"] = ClusterNetworkApi.ApiVersion,
            ["kind"] = ClusterNetworkApi.Kind,
            ["name"] = network.Name,
            ["uid"] = network.Uid,
        };

    private static JsonObject? SpecIn(JsonObject? record)
    {
        if (record.Text("data", SpecKey) is not { } text)
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // Edited by hand; the next valid spec replaces it.
        }
    }
}
