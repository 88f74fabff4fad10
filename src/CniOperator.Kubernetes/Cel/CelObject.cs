using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Cel;

/// <summary>An object with named fields; they are converted when asked for.</summary>
internal sealed record CelObject(JsonObject Json, StructuralSchema Schema)
{
    internal bool Has(string field) => Json.TryGetPropertyValue(field, out var value) && value is not null;

    internal object? Get(string field) => CelValues.From(Json[field], CelType.FieldSchema(Schema, field));
}

/// <summary>A value that may be missing.</summary>
internal sealed record CelOptional(bool HasValue, object? Value)
{
    internal static readonly CelOptional None = new(false, null);

    internal static CelOptional Of(object? value) => new(true, value);
}

/// <summary>What <c>type(x)</c> gives.</summary>
internal sealed record CelTypeValue(string Name);
