using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Strategies;

/// <summary>Events, which two API groups serve from one collection.</summary>
internal sealed class EventStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override string FieldValue(JsonObject obj, string field) =>
        field switch
        {
            "source" => obj.Text("source", "component") is { Length: > 0 } source ? source : obj.Text("reportingComponent") ?? "",
            _ => base.FieldValue(obj, field),
        };
}
