using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>Checks a value against a structural schema with the rules and the wording of the Kubernetes API server.</summary>
public static class SchemaValidator
{
    /// <summary>What comes with other errors and says only that there may be more.</summary>
    public const string RulesSkipped =
        "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

    /// <summary>
    /// Every error, in the API server's order: value validations, embedded resources, list-type uniqueness, then CEL rules. Those run only
    /// on a value of the right shape; otherwise a last error says that they did not. Transition rules run where
    /// <paramref name="oldValue"/> has the field too, and what an update leaves unchanged is not judged again (KEP-4008).
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The value, defaulted and pruned.</param>
    /// <param name="oldValue">The stored value on an update; <c>null</c> on creation.</param>
    /// <param name="path">The value's own path, put before every error's path.</param>
    /// <param name="earlier">What was found wrong with the object already: when it is of the wrong shape, rules do not run.</param>
    public static IReadOnlyList<FieldError> Validate(
        StructuralSchema schema,
        JsonNode? value,
        JsonNode? oldValue = null,
        string path = "",
        IReadOnlyList<FieldError>? earlier = null
    )
    {
        var errors = new List<FieldError>(ValueValidator.Validate(schema, value, OldValue.Of(oldValue), path).Errors);
        EmbeddedResourceChecks.Check(schema, value, path, errors);
        CheckLists(schema, value, oldValue, path, errors);
        if (!RuleValidator.HasRules(schema))
            return errors;
        if (errors.Exists(IsShapeError) || earlier?.Any(IsShapeError) == true)
            errors.Add(new FieldError("", FieldErrorType.Invalid, RulesSkipped, "null"));
        else
            RuleValidator.Validate(schema, value, OldValue.Of(oldValue), path, errors);
        return errors;
    }

    /// <summary>Duplicates that were there before an update stay allowed.</summary>
    private static void CheckLists(StructuralSchema schema, JsonNode? value, JsonNode? oldValue, string path, List<FieldError> errors)
    {
        if (oldValue is not null)
        {
            var before = new List<FieldError>();
            ListTypeChecks.Check(schema, oldValue, path, before);
            if (before.Count > 0)
                return;
        }

        ListTypeChecks.Check(schema, value, path, errors);
    }

    private static bool IsShapeError(FieldError error) =>
        error.Type
            is FieldErrorType.NotSupported
                or FieldErrorType.Required
                or FieldErrorType.TooLong
                or FieldErrorType.TooMany
                or FieldErrorType.TypeInvalid;
}
