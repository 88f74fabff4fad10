using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Strategies;

/// <summary>Nodes: the one kind whose status may be created along with it, since a kubelet registers itself that way.</summary>
internal sealed class NodeStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override bool CreatesWithStatus => true;

    internal override string FieldValue(JsonObject obj, string field) =>
        field == "spec.unschedulable" ? (obj.Flag("spec", "unschedulable") ? "true" : "false") : base.FieldValue(obj, field);
}
