using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Cel;

/// <summary>An object with named fields; they are converted when asked for.</summary>
internal sealed record CelObject(JsonObject Json, StructuralSchema Schema)
{
    internal bool Has(string field) => Json.TryGetPropertyValue(field, out var value) && value is not null;

    internal object? Get(string field) => CelValues.From(Json[field], CelType.FieldSchema(Schema, field));
}
