using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>What an object inside an object must have to be a resource: <c>x-kubernetes-embedded-resource</c>.</summary>
internal static partial class EmbeddedResourceChecks
{
    internal static void Check(StructuralSchema schema, JsonNode? value, string path, List<FieldError> errors)
    {
        if (value is JsonArray list && schema.Items is { } items)
        {
            for (var i = 0; i < list.Count; i++)
                Check(items, list[i], $"{path}[{i}]", errors);
        }
        else if (value is JsonObject map)
        {
            if (schema.EmbeddedResource)
                CheckResource(map, path, errors);
            foreach (var (name, entry) in map)
                if (schema.Properties.TryGetValue(name, out var property))
                    Check(property, entry, FieldPath.Child(path, name), errors);
                else if (schema.AdditionalProperties is { } values)
                    Check(values, entry, FieldPath.Key(path, name), errors);
        }
    }

    private static void CheckResource(JsonObject resource, string path, List<FieldError> errors)
    {
        CheckText(resource, "apiVersion", path, errors, s => s.Count(c => c == '/') > 1 ? "unexpected GroupVersion string: " + s : null);
        CheckText(resource, "kind", path, errors, s =>
            KindPattern().IsMatch(s)
                ? null
                : "may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
        );
        if (resource["metadata"] is not (null or JsonObject))
            errors.Add(
                new FieldError(
                    FieldPath.Child(path, "metadata"),
                    FieldErrorType.Invalid,
                    "must be an object",
                    GoText.BadValue(resource["metadata"])
                )
            );
    }

    private static void CheckText(JsonObject resource, string name, string path, List<FieldError> errors, Func<string, string?> problem)
    {
        var at = FieldPath.Child(path, name);
        if (!resource.TryGetPropertyValue(name, out var value))
            errors.Add(new FieldError(at, FieldErrorType.Required, ""));
        else if (value.Text() is not { } text)
            errors.Add(new FieldError(at, FieldErrorType.Invalid, "must be a string", GoText.BadValue(value)));
        else if (text.Length == 0)
            errors.Add(new FieldError(at, FieldErrorType.Invalid, "must not be empty", "\"\""));
        else if (problem(text) is { } wrong)
            errors.Add(new FieldError(at, FieldErrorType.Invalid, wrong, GoText.Quote(text)));
    }

    [GeneratedRegex(@"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?\z")]
    private static partial Regex KindPattern();
}
