using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;

namespace CniOperator.Core.Tests.AddressPlan;

public sealed class OracleTests
{
    private const int Plans = 100_000;

    // Arithmetic of capacity and the rules of spaces have tables of their own.
    private static readonly string[] Apart =
    [
        "addresses/capacity-exceeded",
        "addresses/capacity-full",
        "addresses/capacity-low",
        "addresses/total-pods",
        "addresses/blocks-short",
        "addresses/share-without-pods",
        "addresses/share-too-deep",
    ];

    [Fact]
    public void A_random_plan_is_judged_as_by_asking_each_pair()
    {
        var bits = new Dictionary<string, string>(StringComparer.Ordinal);
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < Plans; seed++)
        {
            var input = RandomPlans.Plan(new Random(seed));
            Learn(input, bits);
            var expected = NaivePlan.Examine(input, bits);
            var actual = PlanExaminer
                .Examine(input)
                .Findings.Where(f => !Apart.Contains(f.Rule.Id))
                .Select(f => $"{f.Rule.Id["addresses/".Length..]} {f.Subject}")
                .ToHashSet(StringComparer.Ordinal);
            if (!expected.SetEquals(actual))
                Assert.Fail(
                    $"seed {seed}: missing {string.Join(", ", expected.Except(actual))}; too many {string.Join(", ", actual.Except(expected))}"
                );
            met.UnionWith(expected.Select(f => f[..f.IndexOf(' ', StringComparison.Ordinal)]));
        }

        Assert.True(met.Count >= 20, $"only {met.Count} rules were met: {string.Join(", ", met.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public void No_rule_says_the_same_twice()
    {
        for (var seed = 0; seed < Plans / 20; seed++)
        {
            var findings = PlanExaminer.Examine(RandomPlans.Plan(new Random(seed))).Findings;
            Assert.Equal(findings.Distinct(), findings);
        }
    }

    // The oracle knows a readable podCIDR by having met it.
    private static void Learn(PlanInput input, Dictionary<string, string> bits)
    {
        foreach (var text in input.Cluster.Nodes!.Nodes.SelectMany(n => n.PodCidrs).Where(c => c != "10.0/24" && !bits.ContainsKey(c)))
            bits[text] = NaivePlan.BitsOf(text);
    }
}
