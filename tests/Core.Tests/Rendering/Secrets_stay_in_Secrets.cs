using System.Text;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

public sealed class Secrets_stay_in_Secrets
{
    private const string Mark = "zx9Q7Lm2";

    // As the values of the samples, each with a mark that nothing else contains.
    private static readonly string[] Marked =
    [
        string.Concat(Enumerable.Repeat(Mark, 12)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Mark, 4)))),
        Mark,
    ];

    public static TheoryData<string> Samples => [.. Sample.Files.Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Of_every_sample_the_values_are_in_Secrets_alone_and_in_no_finding(string sample)
    {
        var request = Sample.OfFile(Path.Combine(Sample.SamplesFolder, sample + ".yaml"));
        foreach (var value in Marked)
        {
            var result = Sample.Renderer.Render(request with { Secrets = request.Secrets.Keys.ToDictionary(k => k, _ => value) });
            string[] forms = [value, Convert.ToBase64String(Encoding.UTF8.GetBytes(value))];
            Assert.DoesNotContain(result.Objects.Where(o => o.Key.Kind != "Secret"), o =>
                forms.Any(f => o.Json.ToJsonString().Contains(f, StringComparison.Ordinal))
            );
            Assert.DoesNotContain(result.Findings, f => forms.Any(v => f.ToString().Contains(v, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("{{ first secrets.psk }}")]
    [InlineData("a: {{ secrets.psk }}: {{ secrets.psk }}")]
    [InlineData("- {{ json secrets.psk }}")]
    [InlineData("{{ prefix_length (base64 secrets.psk) }}")]
    public void A_template_that_fails_over_a_value_does_not_tell_it(string template)
    {
        var descriptor = AddonFolder.Embedded().Single(f => f.Location == "templates/flannel").Files[AddonFolder.DescriptorName].Value;
        var catalog = AddonCatalog.Load([AddonFolder.Of("addons/flannel", [new("addon.yaml", descriptor), new("x.yaml.sbn", template)])]);
        var request = Sample
            .Flannel("""{"backend": {"type": "wireguard", "pskSecretRef": {"name": "s", "key": "k"}}}""")
            .WithSecret("s", "k", Marked[1]);

        var finding = Assert.Single(new Renderer(catalog).Render(request).Findings);

        Assert.Equal(RenderRules.Template, finding.Rule);
        Assert.DoesNotContain(Marked[1], finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a", "<hidden>")]
    [InlineData("a", "banana", "banana")]
    [InlineData("secret", "password=secret;", "password=<hidden>;")]
    [InlineData("a\"b\\c", """{"psk":"a\u0022b\\c"}""", """{"psk":"<hidden>"}""")]
    [InlineData("secret", "c2VjcmV0", "<hidden>")]
    [InlineData("", "nothing to hide", "nothing to hide")]
    public void A_mask_hides_a_value_however_it_is_written(string value, string text, string clean) =>
        Assert.Equal(clean, new SecretMask([value]).Clean(text));
}
