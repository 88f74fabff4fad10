using static CniOperator.Kubernetes.Cel.CelFunctions;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Optional values (cel-go's <c>OptionalTypes</c>, in Kubernetes since 1.29).</summary>
internal static class CelOptionals
{
    internal static readonly KeyValuePair<string, Func<IReadOnlyList<object?>, CelBudget, object?>>[] All =
    [
        Entry("optional.of", (a, _) => CelOptional.Of(a[0])),
        Entry("optional.ofNonZeroValue", (a, _) => IsZero(a[0]) ? CelOptional.None : CelOptional.Of(a[0])),
        Entry("optional.none", (_, _) => CelOptional.None),
        Entry("hasValue", (a, _) => a[0] is CelOptional o ? o.HasValue : throw NoOverload()),
        Entry("value", (a, _) => a[0] is CelOptional o
                ? o.HasValue
                    ? o.Value
                    : throw new CelEvaluationException("optional.none() dereference")
                : throw NoOverload()),
        Entry("or", (a, _) => a[0] is CelOptional o
                ? o.HasValue
                    ? o
                    : a[1]
                : throw NoOverload()),
    ];

    private static bool IsZero(object? value) =>
        value switch
        {
            null or false or 0L or 0UL or 0d or "" => true,
            List<object?> list => list.Count == 0,
            Dictionary<object, object?> map => map.Count == 0,
            byte[] bytes => bytes.Length == 0,
            CelObject obj => obj.Json.Count == 0,
            _ => false,
        };
}
