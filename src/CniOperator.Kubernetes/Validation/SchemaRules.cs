using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>The compiled rules of one schema node, and whether there are any at or below it.</summary>
internal sealed record SchemaRules(IReadOnlyList<CompiledRule> Own, bool Any)
{
    internal static SchemaRules Compile(StructuralSchema schema)
    {
        var own = schema.Validations.Select(v => CompiledRule.Compile(v, schema)).ToList();
        return new SchemaRules(own, own.Count > 0 || Children(schema).Any(c => RuleValidator.RulesOf(c).Any));
    }

    internal static IEnumerable<StructuralSchema> Children(StructuralSchema schema)
    {
        foreach (var property in schema.Properties.Values)
            yield return property;
        foreach (var nested in schema.AllOf)
            yield return nested;
        if (schema.Items is { } items)
            yield return items;
        if (schema.AdditionalProperties is { } values)
            yield return values;
    }
}
