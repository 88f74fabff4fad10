using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Rules;
using CniOperator.Kubernetes.Schemas;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.CustomResources;

/// <summary>Custom resources: everything comes from the schema (apiextensions-apiserver <c>customResourceStrategy</c>).</summary>
internal sealed class CustomStrategy(ResourceName definitions, string definitionName) : KindStrategy
{
    internal override bool HasGeneration => true;

    internal override bool AllowsUnconditionalUpdate => false;

    internal override bool StatusWritesMetadata => false;

    internal override void Default(ServedVersion version, JsonObject obj)
    {
        SchemaPruner.Prune(version.Schema, obj, isResourceRoot: true);
        SchemaDefaulter.Apply(version.Schema, obj);
    }

    internal override void Validate(IRegistry state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors)
    {
        errors.AddRange(MetadataRules.CheckCustom(obj.Metadata()));
        errors.AddRange(SchemaValidator.Validate(version.Schema, obj, old, "", errors));
        CheckScale(version, obj, errors);
    }

    /// <summary>The numbers that the scale subresource shows must be numbers of replicas.</summary>
    private static void CheckScale(ServedVersion version, JsonObject obj, List<FieldError> errors)
    {
        if (version.Scale is not { } scale)
            return;
        foreach (var path in new[] { scale.SpecReplicas, scale.StatusReplicas })
        {
            if (obj.At(path.Trim('.').Split('.')).Number() is not { } number)
                continue;
            if (number < 0)
                errors.Add(Wrong(path, number, "should be a non-negative integer"));
            else if (number > int.MaxValue)
                errors.Add(Wrong(path, number, $"should be less than or equal to {int.MaxValue}"));
        }
    }

    private static FieldError Wrong(string path, long number, string problem) =>
        new(path, FieldErrorType.Invalid, problem, number.ToString(CultureInfo.InvariantCulture));

    internal override void Committed(IRegistry state, JsonObject? old, JsonObject? current)
    {
        // The last object of a definition that is being deleted takes the definition with it.
        if (current is not null || state.Get(definitions, null, definitionName) is not { } definition || !definition.IsDeleting())
            return;
        if (state.FindResource(Definition.NameOf(definition)) is { Store.Count: 0 })
            state.Delete(state.FindResource(definitions)!, null, definitionName);
    }
}
