using System.Reflection;
using CniOperator.Core.Api;
using CniOperator.Core.Concerns;
using CniOperator.Core.Concerns.Applying;
using CniOperator.Core.Concerns.Connectivity;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Tests.Docs;

public sealed class Conditions_page_is_complete
{
    private static readonly DocsPage Page = DocsPage.Of("docs", "conditions.md");

    [Fact]
    public void Every_type_of_condition_is_in_it() => Same(Constants(typeof(ConditionTypes)), "Types");

    [Fact]
    public void Every_reason_of_a_condition_is_in_it() => Same(Constants(typeof(ConditionReasons)), "Reasons");

    [Fact]
    public void Every_reason_of_an_Event_is_in_it() => Same(Constants(typeof(EventReasons)), "Events");

    [Fact]
    public void Every_reason_of_a_pods_problem_is_in_it() =>
        Same(Constants(typeof(ProblemReasons)).Concat(PodDiagnosis.Trouble), "Problems of pods");

    [Fact]
    public void The_policies_of_each_condition_are_in_it_in_their_order() =>
        Assert.Equal(
            [
                Policies(AddressPlanConcern.Chain),
                Policies(AppliedConditions.Chain),
                Policies(CoexistenceConcern.Chain),
                Policies(RolloutConcern.Chain),
                Policies(ConnectivityConcern.Chain),
                Policies(ReadyConditions.Chain),
            ],
            Page.Section("What decides").Rows().Select(r => $"{r[0]}: {r[1]}")
        );

    private static string Policies<T>(ConditionChain<T> chain) =>
        $"`{chain.Type}`: {string.Join(" → ", chain.Policies.Select(p => p.Name))}";

    private static void Same(IEnumerable<string> inCode, string heading) =>
        Assert.Equal(inCode.Order(StringComparer.Ordinal), Page.Section(heading).Names().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
}
