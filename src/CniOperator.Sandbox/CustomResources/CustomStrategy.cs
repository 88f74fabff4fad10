using System.Text.Json.Nodes;
using CniOperator.Core.Schemas;
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

    internal override void Validate(ClusterState state, ServedVersion version, JsonObject obj, JsonObject? old, List<FieldError> errors)
    {
        var found = SchemaValidator.Validate(version.Schema, obj, old);
        errors.AddRange(found);
    }

    internal override void Committed(ClusterState state, JsonObject? old, JsonObject? current)
    {
        // The last object of a definition that is being deleted takes the definition with it.
        if (current is not null || state.Get(definitions, null, definitionName) is not { } definition || !definition.IsDeleting()) return;
        if (state.FindResource(Definition.NameOf(definition)) is { Store.Count: 0 }) state.Delete(state.FindResource(definitions)!, null, definitionName, new DeleteOptions());
    }
}
