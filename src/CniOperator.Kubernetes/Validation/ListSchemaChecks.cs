using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>What list and map types ask of a schema (KEP-555).</summary>
internal static class ListSchemaChecks
{
    internal static void Check(StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.MapType == MapType.Atomic && schema.Type != "object")
            errors.Add(Type("object", "map"));
        if (schema.ListType != ListType.Atomic && schema.Type != "array")
            errors.Add(Type("array", "list"));
        if (schema.ListMapKeys.Count > 0 && schema.ListType != ListType.Map)
            errors.Add(
                new FieldError(
                    $"{path}.x-kubernetes-list-type",
                    FieldErrorType.Required,
                    "must be map if x-kubernetes-list-map-keys is non-empty"
                )
            );
        if (schema.ListType != ListType.Atomic && schema.Items is { Nullable: true })
            errors.Add(
                new FieldError(
                    $"{path}.items.nullable",
                    FieldErrorType.Forbidden,
                    $"cannot be nullable when x-kubernetes-list-type is {(schema.ListType == ListType.Map ? "map" : "set")}"
                )
            );
        if (schema.ListType == ListType.Map)
            CheckKeys(schema, path, errors);

        FieldError Type(string wanted, string extension) =>
            schema.Type is { } type
                ? new FieldError(
                    $"{path}.type",
                    FieldErrorType.Invalid,
                    $"must be {wanted} if x-kubernetes-{extension}-type is specified",
                    GoText.Quote(type)
                )
                : new FieldError(
                    $"{path}.type",
                    FieldErrorType.Required,
                    $"must be {wanted} if x-kubernetes-{extension}-type is specified"
                );
    }

    private static void CheckKeys(StructuralSchema schema, string path, List<FieldError> errors)
    {
        if (schema.ListMapKeys.Count == 0)
            errors.Add(
                new FieldError(
                    $"{path}.x-kubernetes-list-map-keys",
                    FieldErrorType.Required,
                    "must not be empty if x-kubernetes-list-type is map"
                )
            );
        if (schema.Items is not { } items)
            return;
        if (items.Type != "object")
            errors.Add(
                new FieldError(
                    $"{path}.items.type",
                    FieldErrorType.Invalid,
                    "must be object if parent array's x-kubernetes-list-type is map",
                    GoText.Quote(items.Type ?? "")
                )
            );
        foreach (var key in schema.ListMapKeys)
        {
            if (!items.Properties.TryGetValue(key, out var property))
                errors.Add(
                    new FieldError(
                        $"{path}.x-kubernetes-list-map-keys",
                        FieldErrorType.Invalid,
                        "entries must all be names of item properties",
                        $"[{string.Join(',', schema.ListMapKeys.Select(GoText.Quote))}]"
                    )
                );
            else if (KeyProblem(property, items.Required.Contains(key), $"{path}.items.properties[{key}]") is { } problem)
                errors.Add(problem);
        }
    }

    private static FieldError? KeyProblem(StructuralSchema key, bool isRequired, string path) =>
        key switch
        {
            { Type: "object" or "array" } => new FieldError(
                $"{path}.type",
                FieldErrorType.Invalid,
                "must be a scalar type if parent array's x-kubernetes-list-type is map",
                GoText.Quote(key.Type)
            ),
            { Default: null } when !isRequired => new FieldError(
                $"{path}.default",
                FieldErrorType.Required,
                "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"
            ),
            { Nullable: true } => new FieldError(
                $"{path}.nullable",
                FieldErrorType.Forbidden,
                "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"
            ),
            _ => null,
        };
}
