using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Bad_addons_are_findings
{
    private const string Good = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";

    [Theory]
    [InlineData(Good + "data:\n  a: {{ params.nope }}\n", 6, "nope")]
    [InlineData(Good + "data:\n  a: {{ unknown }}\n", 6, "unknown")]
    [InlineData(Good + "data: {{ if }}\n", 5, "")]
    [InlineData(Good + "{{ while true }}x{{ end }}\n", 5, "limit")]
    [InlineData(Good + "{{ func f(a); f a; f a; end; f 1 }}\n", 5, "")]
    [InlineData(Good + "{{ a = \"xxxxxxxxxxxxxxxx\"; for i in 1..1000; a = a + a; end; a }}\n", 5, "")]
    [InlineData(Good + "{{ include 'other' }}\n", 5, "include")]
    [InlineData(Good + "{{ object.eval '1' }}\n", 5, "object")]
    [InlineData("# a comment\n- a list\n", 2, "not an object")]
    [InlineData("# a comment\nkind: Pod\n", 2, "apiVersion")]
    [InlineData(Good + "---\n" + Good, 6, "twice")]
    [InlineData(Good + "data:\n  a: b: c\n", 6, "YAML")]
    public void A_template_that_fails_is_a_finding_with_file_and_line(string template, int line, string what)
    {
        var result = Render(template);

        var finding = result.Findings.Single();
        Assert.Equal((RenderRules.Template, Severity.Error), (finding.Rule, finding.Severity));
        Assert.Equal($"addons/flannel/x.yaml.sbn:{line}", finding.Subject.ToString());
        Assert.Contains(what, finding.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(result.Objects);
    }

    [Theory]
    [InlineData("{{ while true; end }}", "limit")]
    [InlineData("{{ for i in 1..1000; for j in 1..1000; end; end }}", "limit")]
    [InlineData(
        "{{ for i in 1..15000; \"# a line of a hundred characters, which no one reads and which comes again and again and again and ag\\n\"; end }}",
        "limit"
    )]
    [InlineData("{{ a = [1, 2]; for i in 1..40; a = concat a a; end }}", "list")]
    [InlineData("{{ a = [1, 2]; for i in 1..40; a = a + a; end }}", "limit")]
    [InlineData("{{ a = [1]; for i in 1..40; a = [a, a]; end; json a }}", "values")]
    [InlineData("{{ a = {x: 1}; for i in 1..40; a = {x: a, y: a}; end; a.x == a.y; without_nulls a }}", "values")]
    [InlineData(
        "{{ a = \"xxxxxxxxxxxxxxxx\"; for i in 1..12; a = replace a \"x\" \"xx\"; end; b = replace a \"x\" a; size b }}",
        "characters"
    )]
    [InlineData("{{ a = \"x\" * 2000000000; size a }}", "limit")]
    [InlineData("{{ size (1..2000000000) }}", "limit")]
    [InlineData("{{ a = 1..2000000000; a = a + [1]; size a }}", "limit")]
    [InlineData("{{ indent \"a\" 2000000000 }}", "characters")]
    [InlineData("{{ a = \"x,\" * 60000; b = split a \",\"; for i in 1..10; b = concat b b; end; join b a }}", "list")]
    [InlineData("{{ func f(n); if n > 0; f(n - 1); f(n - 1); end; end; f 45 }}", "steps")]
    [InlineData("{{ a = split (\"x,\" * 15000) \",\"; b = 0; for i in 1..15000; if includes a i; b = b + 1; end; end }}", "steps")]
    [InlineData("{{ a = \"x\" * 200000; for i in 1..19000; b = contains a \"y\"; end }}", "steps")]
    [InlineData("{{ a = split (\"10.0.0.0/8,\" * 9000) \",\"; b = overlapping_cidrs a }}", "steps")]
    [InlineData("{{ a = split (\"10.0.0.0/8,\" * 9000) \",\"; b = cidrs_outside a a }}", "steps")]
    [InlineData("{{ a = {}; for i in 1..9000; a[string i] = i; end; for i in 1..9000; b = without_nulls a; end }}", "steps")]
    [InlineData("{{ a = {}; for i in 1..9000; a[string i] = i; end; for i in 1..9000; b = merge a a; end }}", "steps")]
    [InlineData("{{ a = {}; for i in 1..9000; a[string i] = i; end; for i in 1..9000; b = keys a; end }}", "steps")]
    [InlineData("{{ a = split (\"x,\" * 15000) \",\"; for i in 1..19000; b = a + [i]; end }}", "steps")]
    [InlineData("{{ a = \"x\" * 200000; for i in 1..19000; b = a + \"y\"; end }}", "steps")]
    [InlineData(
        "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n",
        "aliases"
    )]
    public void What_would_take_forever_or_all_memory_is_stopped(string template, string what)
    {
        var finding = Render(template).Findings.First();

        Assert.Equal(RenderRules.Template, finding.Rule);
        Assert.Contains(what, finding.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("defaultVersion: v0.28.9\n", "", "defaultVersion", "is missing")]
    [InlineData("lifecycle: active\n", "lifecycle: alive\n", "lifecycle", "active, legacy, defunct")]
    [InlineData("lifecycle: active\n", "lifecycle: active\nlifecycel: x\n", "lifecycel", "not a field")]
    [InlineData("defaultVersion: v0.28.9\n", "defaultVersion: v9\n", "defaultVersion", "not in versions")]
    [InlineData("  podSubnets: node\n", "  podSubnets: [node]\n", "capabilities.podSubnets", "must be")]
    [InlineData("name: flannel\n", "name: other\n", "name", "its folder is flannel")]
    public void A_descriptor_is_read_strictly(string from, string to, string field, string message)
    {
        var folder = AddonFolder.Embedded().Single(f => f.Location == "templates/flannel");
        var text = folder.Files[AddonFolder.DescriptorName].Value;
        Assert.Contains(from, text, StringComparison.Ordinal);
        var files = folder.Files.ToDictionary(
            f => f.Key,
            f => f.Key == AddonFolder.DescriptorName ? text.Replace(from, to, StringComparison.Ordinal) : f.Value.Value
        );

        var catalog = AddonCatalog.Load([AddonFolder.Of("addons/flannel", files)]);

        var problem = catalog.Problems.First();
        Assert.Equal(("addons/flannel/addon.yaml", field), (problem.File, problem.Field));
        Assert.Contains(message, problem.Message + problem.Fix, StringComparison.Ordinal);
        Assert.True(problem.Line >= 1);
        Assert.Empty(catalog.Addons);
    }

    [Theory]
    [InlineData("port: \"params.backend.port ?? 8472\"", "port: \"'many'\"", "must give a whole number")]
    [InlineData("port: \"params.backend.port ?? 8472\"", "port: \"1.5\"", "must give a whole number")]
    [InlineData("port: \"params.backend.port ?? 8472\"", "port: \"-1\"", "must give a whole number")]
    [InlineData("port: \"params.backend.port ?? 8472\"", "port: \"9999999999\"", "must give a whole number")]
    public void An_expression_that_gives_the_wrong_thing_is_a_finding_with_its_line(string from, string to, string what)
    {
        var descriptor = Descriptor();
        Assert.Contains(from, descriptor, StringComparison.Ordinal);

        var finding = Render("", descriptor.Replace(from, to, StringComparison.Ordinal)).Findings.First();

        Assert.Equal(RenderRules.Template, finding.Rule);
        Assert.Equal(
            $"addons/flannel/addon.yaml:{descriptor[..descriptor.IndexOf(from, StringComparison.Ordinal)].Count(c => c == '\n') + 1}",
            finding.Subject.ToString()
        );
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_descriptor_is_a_problem() =>
        Assert.Contains(
            "no addon.yaml",
            AddonCatalog.Load([AddonFolder.Of("addons/x", [])]).Problems.Single().Message,
            StringComparison.Ordinal
        );

    private static string Descriptor() =>
        AddonFolder.Embedded().Single(f => f.Location == "templates/flannel").Files[AddonFolder.DescriptorName].Value;

    private static RenderResult Render(string template, string? descriptor = null)
    {
        var catalog = AddonCatalog.Load([
            AddonFolder.Of("addons/flannel", [new("addon.yaml", descriptor ?? Descriptor()), new("x.yaml.sbn", template)]),
        ]);
        return new Renderer(catalog).Render(Sample.Flannel());
    }
}
