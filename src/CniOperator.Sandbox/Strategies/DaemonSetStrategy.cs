using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Strategies;

/// <summary>
/// DaemonSets: an annotation that counts changes of the pod template. It stands for a field of the internal type, so every write states it:
/// who writes without it claims it, at zero, before the server puts the right number.
/// </summary>
internal sealed class DaemonSetStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    private const string Annotation = "deprecated.daemonset.template.generation";

    internal override void Default(ServedVersion version, JsonObject obj)
    {
        base.Default(version, obj);
        obj.Metadata().FillMap("annotations")[Annotation] ??= "0";
    }

    internal override void PrepareForCreate(IRegistry state, JsonObject obj)
    {
        base.PrepareForCreate(state, obj);
        Count(obj, 1);
    }

    internal override void PrepareForUpdate(IRegistry state, JsonObject obj, JsonObject old)
    {
        base.PrepareForUpdate(state, obj, old);
        _ = long.TryParse(old.Text("metadata", "annotations", Annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var before);
        Count(obj, JsonNode.DeepEquals(obj.At("spec", "template"), old.At("spec", "template")) ? before : before + 1);
    }

    private static void Count(JsonObject obj, long number) =>
        obj.Metadata().FillMap("annotations")[Annotation] = number.ToString(CultureInfo.InvariantCulture);
}
