using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;

namespace CniOperator.Kubernetes.Rules;

/// <summary>Collects the errors of one object, in kube-apiserver's words.</summary>
internal sealed class Check
{
    private readonly List<FieldError> _errors = [];

    internal IReadOnlyList<FieldError> Errors => _errors;

    internal void Required(string path, string detail = "") => _errors.Add(new FieldError(path, FieldErrorType.Required, detail));

    internal void Invalid(string path, JsonNode? value, string detail) =>
        _errors.Add(new FieldError(path, FieldErrorType.Invalid, detail, JsonText.Of(value)));

    internal void Forbidden(string path, string detail) => _errors.Add(new FieldError(path, FieldErrorType.Forbidden, detail));

    internal void Duplicate(string path, JsonNode? value) =>
        _errors.Add(new FieldError(path, FieldErrorType.Duplicate, "", JsonText.Of(value)));

    internal void NotFound(string path, string value) => _errors.Add(new FieldError(path, FieldErrorType.NotFound, "", JsonText.Of(value)));

    internal void TooLong(string path, string detail) => _errors.Add(new FieldError(path, FieldErrorType.TooLong, detail));

    internal void TypeInvalid(string path, JsonNode? value, string detail) =>
        _errors.Add(new FieldError(path, FieldErrorType.TypeInvalid, detail, JsonText.Of(value)));

    internal void NotSupported(string path, JsonNode? value, IEnumerable<string> supported) =>
        _errors.Add(
            new FieldError(
                path,
                FieldErrorType.NotSupported,
                $"supported values: {string.Join(", ", supported.Select(s => JsonText.Of(s)))}",
                JsonText.Of(value)
            )
        );

    /// <summary>Reports a value that is there and is none of the supported ones.</summary>
    internal void OneOf(string path, string? value, params string[] supported)
    {
        if (value is not null && !supported.Contains(value))
            NotSupported(path, value, supported);
    }

    /// <summary>Reports every problem of a text under the same path.</summary>
    internal void Each(string path, string value, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Invalid(path, value, problem);
    }

    /// <summary>Reports a number below zero.</summary>
    internal void NonNegative(string path, JsonObject owner, string field)
    {
        if (owner.Number(field) is < 0)
            Invalid($"{path}.{field}", owner[field]?.DeepClone(), "must be greater than or equal to 0");
    }

    /// <summary>Reports a change of a field that must not change.</summary>
    internal void Immutable(string path, JsonNode? now, JsonNode? before, string detail = "field is immutable")
    {
        if (!JsonNode.DeepEquals(now, before))
            Invalid(path, now?.DeepClone(), detail);
    }
}
