using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Tests.Catalog;

public sealed class Every_addon_folder_is_sound
{
    public static TheoryData<string> Names => [.. AddonCatalog.BuiltIn.Addons.Select(a => a.Name)];

    [Fact]
    public void The_built_in_catalog_has_no_problems() => Assert.Empty(AddonCatalog.BuiltIn.Problems);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_expression_text_and_template_parses(string name) =>
        Assert.Empty(new CompiledAddon(AddonCatalog.BuiltIn.Find(name)!).Errors());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_is_described_and_bounded(string name)
    {
        var problems = new List<string>();
        Check(AddonCatalog.BuiltIn.Find(name)!.Parameters, "parameters", problems);
        Assert.Empty(problems);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_backend_option_is_a_parameter_that_has_no_default(string name)
    {
        var addon = AddonCatalog.BuiltIn.Find(name)!;
        if (addon.Backends.OptionsIn is not { } path)
            return;
        var options = path.Split('.').Aggregate(addon.Parameters, (schema, part) => schema.Properties[part]);

        Assert.Equal(
            options.Properties.Keys.Order(StringComparer.Ordinal),
            addon.Backends.All.SelectMany(b => b.Options).Concat(addon.Backends.SharedOptions).Distinct().Order(StringComparer.Ordinal)
        );

        // A default would make every backend seem to be given options of the others.
        Assert.Empty(options.Properties.Where(p => p.Value.Default is not null).Select(p => p.Key).Except(addon.Backends.SharedOptions));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_has_an_id_of_its_own(string name)
    {
        var ids = AddonCatalog.BuiltIn.Find(name)!.Rules.Select(r => r.Rule.Id).ToArray();
        Assert.Equal(ids.Distinct(), ids);
    }

    private static void Check(StructuralSchema schema, string path, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(schema.Description))
            problems.Add($"{path} has no description");
        if (schema is { Type: "string", Enum.Count: 0, MaxLength: null })
            problems.Add($"{path} has no maxLength");
        if (schema is { Type: "array", MaxItems: null })
            problems.Add($"{path} has no maxItems");
        if (schema is { Type: "integer" or "number", Minimum: null } or { Type: "integer" or "number", Maximum: null })
            problems.Add($"{path} has no minimum or no maximum");
        foreach (var (name, property) in schema.Properties)
            Check(property, $"{path}.{name}", problems);
        if (schema.Items is { } items)
            Check(items, $"{path}[]", problems);
        if (schema.AdditionalProperties is { } values)
            Check(values, $"{path}.*", problems);
    }
}
