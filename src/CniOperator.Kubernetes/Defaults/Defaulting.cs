using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Quantities;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Defaults;

/// <summary>Brings a built-in object into the form in which kube-apiserver stores it.</summary>
public static class Defaulting
{
    private static readonly Dictionary<string, Action<JsonObject>> ByType = new(StringComparer.Ordinal)
    {
        ["Namespace"] = ObjectDefaults.Namespace,
        ["Node"] = ObjectDefaults.Node,
        ["Pod"] = PodDefaults.FillPod,
        ["Service"] = ObjectDefaults.Service,
        ["Secret"] = ObjectDefaults.Secret,
        ["Endpoints"] = ObjectDefaults.Endpoints,
        ["EndpointSlice"] = ObjectDefaults.EndpointSlice,
        ["PersistentVolumeClaim"] = ObjectDefaults.PersistentVolumeClaim,
        ["Event"] = ObjectDefaults.Event,
        ["NetworkPolicy"] = ObjectDefaults.NetworkPolicy,
        ["PodDisruptionBudget"] = ObjectDefaults.PodDisruptionBudget,
        ["DaemonSet"] = WorkloadDefaults.DaemonSet,
        ["Deployment"] = WorkloadDefaults.Deployment,
        ["ReplicaSet"] = WorkloadDefaults.ReplicaSet,
        ["StatefulSet"] = WorkloadDefaults.StatefulSet,
        ["Job"] = WorkloadDefaults.Job,
        ["CronJob"] = WorkloadDefaults.CronJob,
        ["RoleBinding"] = ClusterDefaults.RoleBinding,
        ["ClusterRoleBinding"] = ClusterDefaults.RoleBinding,
        ["PriorityClass"] = ClusterDefaults.PriorityClass,
        ["StorageClass"] = ClusterDefaults.StorageClass,
        ["ValidatingWebhookConfiguration"] = ClusterDefaults.ValidatingWebhooks,
        ["MutatingWebhookConfiguration"] = ClusterDefaults.MutatingWebhooks,
        ["CustomResourceDefinition"] = ClusterDefaults.CustomResourceDefinition,
    };

    /// <summary>
    /// Fills in what kube-apiserver fills in and drops nulls, in place. Allocation (cluster IPs, node ports, UIDs) is not part of it.
    /// Call it on create, update and after an apply; it changes nothing the second time.
    /// </summary>
    public static void Apply(BuiltInResource resource, JsonObject obj)
    {
        // What is dropped may have a default.
        Normalise(resource.Schema, obj);
        SchemaDefaulter.Apply(resource.Schema, obj);
        if (ByType.TryGetValue(resource.SchemaName, out var fill))
            fill(obj);
    }

    /// <summary>Writes quantities the one way, drops what is not written, and reads a null in a map of texts as the empty text.</summary>
    private static void Normalise(StructuralSchema? schema, JsonNode? value)
    {
        if (schema is null)
            return;
        if (value is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
                if (Rewritten(schema.Items, list[i]) is { } entry)
                    list[i] = entry;
                else
                    Normalise(schema.Items, list[i]);
        }
        else if (value is JsonObject map)
        {
            foreach (var (name, node) in map.ToArray())
            {
                var isNamed = schema.Properties.TryGetValue(name, out var field);
                field ??= schema.AdditionalProperties;
                if (Rewritten(field, node) is { } rewritten)
                    map[name] = rewritten;
                else if (node is null && !isNamed && field?.Type == "string")
                    map[name] = "";
                else if (IsOmitted(schema, field, name, node))
                    map.Remove(name);
                else
                    Normalise(field, node);
            }
        }
    }

    /// <summary>
    /// Empty lists and maps are not written (Go's <c>omitempty</c>), nor zero values, unless they are required; an empty struct is.
    /// </summary>
    private static bool IsOmitted(StructuralSchema schema, StructuralSchema? field, string name, JsonNode? node) =>
        node switch
        {
            JsonArray { Count: 0 } => true,
            JsonObject { Count: 0 } => schema.Title == "ObjectMeta"
                || (field?.AdditionalProperties is not null && !schema.Required.Contains(name)),
            JsonValue value => field is { KeepsZero: false }
                && schema.Properties.ContainsKey(name)
                && !schema.Required.Contains(name)
                && IsZero(field, value),
            _ => false,
        };

    private static bool IsZero(StructuralSchema field, JsonValue value) =>
        field.Type switch
        {
            "boolean" => value.GetValueKind() == JsonValueKind.False,
            "integer" or "number" => value.ToJsonString() == "0",
            "string" => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0,
            _ => false,
        };

    private static JsonValue? Rewritten(StructuralSchema? schema, JsonNode? value)
    {
        if (schema?.Format != Quantity.Format || value is not JsonValue)
            return null;
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        return Quantity.Canonical(text) is { } canonical ? JsonValue.Create(canonical) : null;
    }
}
