using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Cel;

/// <summary>A static type. <c>dyn</c> fits everything: int-or-string fields and what is made of them.</summary>
internal sealed record CelType(string Kind, CelType? Element = null, CelType? Key = null, StructuralSchema? Schema = null)
{
    internal static readonly CelType Dyn = new("dyn");
    internal static readonly CelType Bool = new("bool");
    internal static readonly CelType Int = new("int");
    internal static readonly CelType Uint = new("uint");
    internal static readonly CelType Double = new("double");
    internal static readonly CelType String = new("string");
    internal static readonly CelType Bytes = new("bytes");
    internal static readonly CelType Null = new("null_type");
    internal static readonly CelType Timestamp = new("timestamp");
    internal static readonly CelType Duration = new("duration");
    internal static readonly CelType Type = new("type");

    private static readonly StructuralSchema Metadata = new()
    {
        Type = "object",
        Properties = new OrderedProperties([
            KeyValuePair.Create("name", new StructuralSchema { Type = "string" }),
            KeyValuePair.Create("generateName", new StructuralSchema { Type = "string" }),
        ]),
    };

    internal bool IsDyn => Kind == "dyn";

    internal static CelType List(CelType element) => new("list", element);

    internal static CelType Map(CelType key, CelType value) => new("map", value, key);

    internal static CelType Optional(CelType element) => new("optional_type", element);

    /// <summary>
    /// The type of a schema's values; <c>null</c> when the schema says too little for rules to use the field, as upstream.
    /// </summary>
    internal static CelType? Of(StructuralSchema schema) =>
        schema switch
        {
            { IntOrString: true } => Dyn,
            { Type: "object", AdditionalProperties: { } values } => Of(values) is { } element ? Map(String, element) : null,
            { Type: "object" } => new CelType("object", Schema: schema),
            { Type: "array", Items: { } items } => Of(items) is { } element ? List(element) : null,
            { Type: "string", Format: "byte" } => Bytes,
            { Type: "string", Format: "date" or "date-time" } => Timestamp,
            { Type: "string", Format: "duration" } => Duration,
            { Type: "string" } => String,
            { Type: "boolean" } => Bool,
            { Type: "integer" } => Int,
            { Type: "number" } => Double,
            _ => null,
        };

    /// <summary>The schema of an object's field; of a resource's metadata only the name can be read.</summary>
    internal static StructuralSchema? FieldSchema(StructuralSchema schema, string field)
    {
        var isResource = schema.EmbeddedResource || (schema.Properties.ContainsKey("kind") && schema.Properties.ContainsKey("apiVersion"));
        if (isResource && field == "metadata")
            return Metadata;
        if (schema.Properties.TryGetValue(field, out var property))
            return property;
        return isResource && field is "apiVersion" or "kind" ? Metadata.Properties["name"] : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Kind switch
        {
            "list" or "optional_type" => $"{Kind}({Element})",
            "map" => $"map({Key}, {Element})",
            "null_type" => "null",
            "timestamp" => "google.protobuf.Timestamp",
            "duration" => "google.protobuf.Duration",
            _ => Kind,
        };
}
