using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Schemas;

/// <summary>
/// A structural schema of Kubernetes: <c>JSONSchemaProps</c> of <c>apiextensions.k8s.io/v1</c>, immutable. It also describes
/// built-in kinds; <see cref="PatchMergeKey"/>, <see cref="PatchStrategy"/> and <see cref="KeepsZero"/> are for those only.
/// </summary>
public sealed record StructuralSchema
{
    /// <summary>A schema that allows anything.</summary>
    public static StructuralSchema Anything { get; } = new() { PreserveUnknownFields = true };

    /// <summary>
    /// <c>object</c>, <c>array</c>, <c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>; <c>null</c> when unstated.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>A title for documentation.</summary>
    public string? Title { get; init; }

    /// <summary>What the field means.</summary>
    public string? Description { get; init; }

    /// <summary>A named format of strings and numbers; unknown ones are ignored, as the API server does.</summary>
    public string? Format { get; init; }

    /// <summary>An RE2 regular expression that a string must contain a match of.</summary>
    public string? Pattern { get; init; }

    /// <summary>The known fields of an object, in the order written.</summary>
    public IReadOnlyDictionary<string, StructuralSchema> Properties { get; init; } = SchemaParser.NoProperties;

    /// <summary>The schema of every entry of a list.</summary>
    public StructuralSchema? Items { get; init; }

    /// <summary>The schema of every value of a map.</summary>
    public StructuralSchema? AdditionalProperties { get; init; }

    /// <summary>Whether unnamed keys are allowed: <c>additionalProperties: true</c> or a schema.</summary>
    public bool AllowsAdditionalProperties { get; init; }

    /// <summary>Fields that must be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What the field becomes when absent; <c>null</c> for none. Clone before use.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The allowed values; empty for any.</summary>
    public IReadOnlyList<JsonNode?> Enum { get; init; } = [];

    /// <summary>The least number.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public double? Maximum { get; init; }

    /// <summary><see cref="Minimum"/> itself is not allowed.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary><see cref="Maximum"/> itself is not allowed.</summary>
    public bool ExclusiveMaximum { get; init; }

    /// <summary>Numbers must be a multiple of this.</summary>
    public double? MultipleOf { get; init; }

    /// <summary>The least length of a string in Unicode code points.</summary>
    public long? MinLength { get; init; }

    /// <summary>The greatest length of a string in Unicode code points.</summary>
    public long? MaxLength { get; init; }

    /// <summary>The least number of entries of a list.</summary>
    public long? MinItems { get; init; }

    /// <summary>The greatest number of entries of a list.</summary>
    public long? MaxItems { get; init; }

    /// <summary>The least number of fields of an object.</summary>
    public long? MinProperties { get; init; }

    /// <summary>The greatest number of fields of an object.</summary>
    public long? MaxProperties { get; init; }

    /// <summary>Entries of a list must differ.</summary>
    public bool UniqueItems { get; init; }

    /// <summary><c>null</c> is a value; otherwise it is pruned where a default exists, and refused elsewhere.</summary>
    public bool Nullable { get; init; }

    /// <summary><c>x-kubernetes-preserve-unknown-fields</c>: fields not named here stay.</summary>
    public bool PreserveUnknownFields { get; init; }

    /// <summary><c>x-kubernetes-int-or-string</c>: an integer or a string.</summary>
    public bool IntOrString { get; init; }

    /// <summary><c>x-kubernetes-embedded-resource</c>: an object with apiVersion, kind and metadata.</summary>
    public bool EmbeddedResource { get; init; }

    /// <summary><c>x-kubernetes-list-type</c>.</summary>
    public ListType ListType { get; init; }

    /// <summary><c>x-kubernetes-list-map-keys</c>.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary><c>x-kubernetes-map-type</c>.</summary>
    public MapType MapType { get; init; }

    /// <summary><c>x-kubernetes-validations</c>.</summary>
    public IReadOnlyList<ValidationRule> Validations { get; init; } = [];

    /// <summary>Value validations that must all hold.</summary>
    public IReadOnlyList<StructuralSchema> AllOf { get; init; } = [];

    /// <summary>Value validations of which one must hold.</summary>
    public IReadOnlyList<StructuralSchema> AnyOf { get; init; } = [];

    /// <summary>Value validations of which exactly one must hold.</summary>
    public IReadOnlyList<StructuralSchema> OneOf { get; init; } = [];

    /// <summary>A value validation that must not hold.</summary>
    public StructuralSchema? Not { get; init; }

    /// <summary><c>x-kubernetes-patch-merge-key</c> of built-in kinds.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary><c>x-kubernetes-patch-strategy</c> of built-in kinds.</summary>
    public string? PatchStrategy { get; init; }

    /// <summary>
    /// Of built-in kinds: a zero value that is given is stored, as the API's Go type is a pointer or has no <c>omitempty</c>. Where it is
    /// not, servers drop <c>false</c>, <c>0</c> and the empty text.
    /// </summary>
    public bool KeepsZero { get; init; }

    /// <summary>Reads a schema as a CRD's <c>openAPIV3Schema</c> holds it.</summary>
    /// <exception cref="SchemaException">A keyword has a value of the wrong shape; the message has its path.</exception>
    public static StructuralSchema Parse(JsonObject openApiSchema) => SchemaParser.Parse(openApiSchema, "");
}
