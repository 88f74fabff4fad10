using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.State;

/// <content>Which fields an endpoint writes.</content>
public sealed partial class ClusterState
{
    /// <summary>Takes from the live object what this endpoint does not write.</summary>
    private static void CarryOver(Resource resource, ServedVersion version, JsonObject live, JsonObject obj, string subresource)
    {
        var metadata = obj.Metadata();
        foreach (var field in ServerFields)
            metadata.Put(field, live.At("metadata", field));
        switch (subresource)
        {
            case "":
                if (version.HasStatus)
                    obj.Put("status", live["status"]);
                if (resource.Strategy.KeepsSpec)
                    obj.Put("spec", live["spec"]);
                break;
            case "finalize":
                var finalizers = obj.At("spec", "finalizers")?.DeepClone();
                Replace(obj, live, _ => true);
                obj.FillMap("spec").Put("finalizers", finalizers);
                break;
            case "status":
                Replace(obj, live, field => field is not ("status" or "metadata" or "kind" or "apiVersion"));
                if (resource.Strategy.StatusWritesMetadata)
                    break;
                var managed = metadata["managedFields"]?.DeepClone();
                obj["metadata"] = live["metadata"]!.DeepClone();
                obj.Metadata().Put("managedFields", managed);
                break;
        }
    }

    private static void Replace(JsonObject obj, JsonObject live, Func<string, bool> field)
    {
        foreach (var name in obj.Select(p => p.Key).Where(field).ToArray())
            obj.Remove(name);
        foreach (var (name, value) in live)
            if (field(name))
                obj[name] = value?.DeepClone();
    }
}
