using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>
/// The ConfigMap in the operator's namespace that outlives a restart: the last valid spec, so that an invalid one stops no repair, and the
/// kinds that were applied, so that prune finds what the present spec no longer renders (the inventory of KEP-3659's ApplySet).
/// It is owned by its ClusterNetwork and goes with it.
/// </summary>
public static class SpecRecord
{
    private const string SpecKey = "spec.json";
    private const string InventoryKey = "inventory";
    private const string Prefix = "last-valid-spec.";
    private const int LongestName = 253;

    /// <summary>The identity of a ClusterNetwork's record.</summary>
    public static ObjectKey KeyOf(string network)
    {
        var name = Prefix + network;
        if (name.Length > LongestName)
            name = $"{name[..(LongestName - 17)].TrimEnd('-', '.')}-{ContentHash.OfText(network)}";
        return new ObjectKey("v1", "ConfigMap", ClusterNetworkApi.OperatorNamespace, name);
    }

    /// <summary>The record that stands for a spec which is in force, where no ConfigMap was read.</summary>
    public static JsonObject Standing(NetworkObject network, JsonObject spec) => Of(network, spec, []).Json;

    /// <summary>The record to have while <paramref name="intent"/> is reconciled.</summary>
    internal static Manifest Of(NetworkObject network, Intent intent, IEnumerable<InventoryKind> kinds) =>
        Of(network, intent.SpecJson!, kinds);

    private static Manifest Of(NetworkObject network, JsonObject spec, IEnumerable<InventoryKind> kinds)
    {
        var key = KeyOf(network.Name);
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
                    ["ownerReferences"] = new JsonArray(
                        new JsonObject
                        {
                            ["apiVersion"] = ClusterNetworkApi.ApiVersion,
                            ["kind"] = ClusterNetworkApi.Kind,
                            ["name"] = network.Name,
                            ["uid"] = network.Uid,
                        }
                    ),
                },
                ["data"] = new JsonObject
                {
                    [SpecKey] = spec.ToJsonString(),
                    [InventoryKey] = string.Join('\n', kinds.Distinct().Select(k => k.ToString()).Order(StringComparer.Ordinal)),
                },
            }
        );
    }

    /// <summary>The spec in a record; <c>null</c> when there is none, it cannot be read, or it belongs to an earlier namesake.</summary>
    public static JsonObject? SpecIn(JsonObject? record, NetworkObject network)
    {
        if (!BelongsTo(record, network) || record.Text("data", SpecKey) is not { } text)
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // Somebody edited it; the next valid spec replaces it.
        }
    }

    /// <summary>The spec in a record, read; <c>null</c> when there is none that this version can read.</summary>
    public static ClusterNetworkSpec? ReadableIn(JsonObject? record, NetworkObject network) =>
        SpecIn(record, network) is { } spec ? SpecReading.Of(network.Name, spec).Spec : null;

    /// <summary>The kinds in a record.</summary>
    public static IReadOnlyList<InventoryKind> InventoryIn(JsonObject? record, NetworkObject network) =>
        !BelongsTo(record, network)
            ? []
            :
            [
                .. (record.Text("data", InventoryKey) ?? "")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(InventoryKind.Parse)
                    .OfType<InventoryKind>(),
            ];

    private static bool BelongsTo(JsonObject? record, NetworkObject network) =>
        record.Items("metadata", "ownerReferences").Any(o => o.Text("uid") == network.Uid);
}
