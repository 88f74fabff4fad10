using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;
using CniOperator.Webhooks.Admission;

namespace CniOperator.Operator.Tests.Webhooks;

public sealed class AdmissionWordsTests
{
    [Fact]
    public void Words_are_bounded_whatever_the_spec_holds()
    {
        var patches = string.Join(
            ',',
            Enumerable.Range(0, 100).Select(i => $$$"""{"target":{"kind":" ","name":"{{{new string('x', 900)}}}{{{i}}}"},"patch":"{}"}""")
        );
        var decision = Judge($$"""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"patches":[{{patches}}]}""");
        Assert.True(decision.Blocking.Count > AdmissionWords.MostFindings);
        Assert.True(AdmissionWords.Refusal(decision.Blocking).Length < 10_000);
        Assert.InRange(AdmissionReviewWriter.Write("u", decision).ToJsonString().Length, 1, 32 * 1024);
    }

    [Fact]
    public void Warnings_are_few_and_short()
    {
        var ids = string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"made-up/{new string('r', 40)}-{i}\""));
        var decision = Judge($$"""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"acknowledge":[{{ids}}]}""");
        Assert.True(decision.Allowed);
        Assert.Equal(AdmissionWords.MostWarnings, decision.Warnings.Count);
        Assert.Equal("and 46 more warnings: see cni-operator validate", decision.Warnings[^1]);
        Assert.All(decision.Warnings, w => Assert.InRange(w.Length, 1, AdmissionWords.LongestWarning));
    }

    private static AdmissionDecision Judge(string spec) =>
        new AdmissionJudge(new SpecPipeline(AddonCatalog.BuiltIn)).Decide(
            Review.Read(Review.Of("CREATE", Review.Network(spec))),
            AdmissionFacts.None
        );
}
