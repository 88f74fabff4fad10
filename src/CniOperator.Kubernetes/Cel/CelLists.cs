using static CniOperator.Kubernetes.Cel.CelFunctions;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Kubernetes' list library (<c>k8s.io/apiserver/pkg/cel/library/lists.go</c>); indexOf is shared with strings.</summary>
internal static class CelLists
{
    internal static readonly KeyValuePair<string, Func<IReadOnlyList<object?>, CelBudget, object?>>[] All =
    [
        Entry("isSorted", (a, b) =>
            Walk(a[0], b) is var list && list.Zip(list.Skip(1)).All(p => CelValues.Compare(p.First, p.Second) <= 0)
        ),
        Entry("sum", (a, b) =>
            Walk(a[0], b) is { Count: > 0 } list ? list.Skip(1).Aggregate(list[0], (x, y) => Invoke("_+_", [x, y], b)) : 0L
        ),
        Entry("min", (a, b) => Extreme(Walk(a[0], b), "min", -1)),
        Entry("max", (a, b) => Extreme(Walk(a[0], b), "max", 1)),
        Entry("indexOf", (a, b) =>
            a[0] is string ? CelStrings.IndexOf(a, b) : (long)Walk(a[0], b).FindIndex(e => CelValues.Equals(e, a[1]))
        ),
        Entry("lastIndexOf", (a, b) =>
            a[0] is string ? CelStrings.LastIndexOf(a, b) : (long)Walk(a[0], b).FindLastIndex(e => CelValues.Equals(e, a[1]))
        ),
        Entry("join", (a, b) =>
            string.Join(a.Count > 1 ? (string)a[1]! : "", Walk(a[0], b).Select(e => e as string ?? throw NoOverload()))
        ),
    ];

    private static List<object?> Walk(object? value, CelBudget budget)
    {
        var list = value as List<object?> ?? throw NoOverload();
        budget.Spend(list.Count);
        return list;
    }

    private static object? Extreme(List<object?> list, string name, int sign) =>
        list.Count == 0
            ? throw new CelEvaluationException($"{name} called on empty list")
            : list.Aggregate((x, y) => CelValues.Compare(y, x) * sign > 0 ? y : x);
}
