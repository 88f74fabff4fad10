using System.Reflection;
using CniOperator.Core.Api;
using CniOperator.Core.Rollout;

namespace CniOperator.Core.Tests.Docs;

public sealed class Conditions_page_is_complete
{
    private static readonly DocsPage Page = DocsPage.Of("docs", "conditions.md");

    [Fact]
    public void Every_type_of_condition_is_in_it() => Same(Constants(typeof(ConditionTypes)).Concat(ConditionTypes.NotObserved), "Types");

    [Fact]
    public void Every_reason_of_a_condition_is_in_it() => Same(Constants(typeof(ConditionReasons)), "Reasons");

    [Fact]
    public void Every_reason_of_an_Event_is_in_it() => Same(Constants(typeof(EventReasons)), "Events");

    [Fact]
    public void Every_reason_of_a_pods_problem_is_in_it() =>
        Same(Constants(typeof(ProblemReasons)).Concat(PodDiagnosis.Trouble), "Problems of pods");

    private static void Same(IEnumerable<string> inCode, string heading) =>
        Assert.Equal(inCode.Order(StringComparer.Ordinal), Page.Section(heading).Names().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
}
