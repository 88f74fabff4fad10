namespace CniOperator.Kubernetes.Schemas;

/// <summary>One entry of <c>x-kubernetes-validations</c> (KEP-2876).</summary>
/// <param name="Rule">A CEL expression that gives a bool; <c>self</c> is the value the schema is for.</param>
/// <param name="Message">What to say when it gives false; <c>null</c> for <c>failed rule: …</c>.</param>
/// <param name="MessageExpression">A CEL expression that gives the message; wins over <paramref name="Message"/>.</param>
/// <param name="Reason">
/// The kind of error: <c>FieldValueInvalid</c> (default), <c>FieldValueForbidden</c>, <c>FieldValueRequired</c> or
/// <c>FieldValueDuplicate</c>.
/// </param>
/// <param name="FieldPath">A path below the value that the error is about, <c>.spec.provider</c>; <c>null</c> for the value itself.</param>
/// <param name="OptionalOldSelf">The rule runs on creation too, and <c>oldSelf</c> is an optional.</param>
public sealed record ValidationRule(
    string Rule,
    string? Message,
    string? MessageExpression,
    string? Reason,
    string? FieldPath,
    bool OptionalOldSelf
);
