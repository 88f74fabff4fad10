using static CniOperator.Kubernetes.Cel.CelFunctions;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Arithmetic, comparison and membership. Integers never wrap: overflow is an error.</summary>
internal static class CelOperators
{
    internal static readonly KeyValuePair<string, Func<IReadOnlyList<object?>, CelBudget, object?>>[] All =
    [
        Entry("!_", (a, _) => !CelEvaluator.Truth(a[0])),
        Entry("-_", (a, _) => a[0] switch
            {
                long i => (object)checked(-i),
                double d => -d,
                _ => throw NoOverload(),
            }),
        Entry("_==_", (a, b) => Same(a, b)),
        Entry("_!=_", (a, b) => !Same(a, b)),
        Entry("_<_", (a, b) => Order(a, b) is < 0),
        Entry("_<=_", (a, b) => Order(a, b) is <= 0),
        Entry("_>_", (a, b) => Order(a, b) is > 0),
        Entry("_>=_", (a, b) => Order(a, b) is >= 0),
        Entry("@in", In),
        Entry("_+_", Add),
        Entry("_-_", (a, _) => (a[0], a[1]) switch
            {
                (long x, long y) => (object)checked(x - y),
                (ulong x, ulong y) => checked(x - y),
                (double x, double y) => x - y,
                (DateTimeOffset x, DateTimeOffset y) => x - y,
                (DateTimeOffset x, TimeSpan y) => x - y,
                (TimeSpan x, TimeSpan y) => x - y,
                _ => throw NoOverload(),
            }),
        Entry("_*_", (a, _) => (a[0], a[1]) switch
            {
                (long x, long y) => (object)checked(x * y),
                (ulong x, ulong y) => checked(x * y),
                (double x, double y) => x * y,
                _ => throw NoOverload(),
            }),
        Entry("_/_", (a, _) => (a[0], a[1]) switch
            {
                (long, 0L) or (ulong, 0UL) => throw new CelEvaluationException("division by zero"),
                (long x, long y) => (object)checked(x / y),
                (ulong x, ulong y) => x / y,
                (double x, double y) => x / y,
                _ => throw NoOverload(),
            }),
        Entry("_%_", (a, _) => (a[0], a[1]) switch
            {
                (long, 0L) or (ulong, 0UL) => throw new CelEvaluationException("modulus by zero"),
                (long, -1L) => (object)0L,
                (long x, long y) => x % y,
                (ulong x, ulong y) => x % y,
                _ => throw NoOverload(),
            }),
    ];

    private static bool Same(IReadOnlyList<object?> a, CelBudget budget)
    {
        budget.SpendLength(Math.Min(Length(a[0]), Length(a[1])));
        return CelValues.Equals(a[0], a[1]);
    }

    /// <summary>The order of two values; <c>null</c> when one is NaN, which is in no order.</summary>
    private static int? Order(IReadOnlyList<object?> a, CelBudget budget)
    {
        budget.SpendLength(Math.Min(Length(a[0]), Length(a[1])));
        var order = CelValues.Compare(a[0], a[1]);
        return a[0] is double.NaN || a[1] is double.NaN ? null : order;
    }

    private static object In(IReadOnlyList<object?> a, CelBudget budget)
    {
        switch (a[1])
        {
            case List<object?> list:
                foreach (var entry in list)
                {
                    budget.Spend(1);
                    if (CelValues.Equals(entry, a[0]))
                        return true;
                }

                return false;
            case Dictionary<object, object?> map:
                return a[0] is not null && map.ContainsKey(a[0]!);
            default:
                throw NoOverload();
        }
    }

    private static object Add(IReadOnlyList<object?> a, CelBudget budget)
    {
        budget.SpendLength(Length(a[0]) + Length(a[1]));
        return (a[0], a[1]) switch
        {
            (long x, long y) => (object)checked(x + y),
            (ulong x, ulong y) => checked(x + y),
            (double x, double y) => x + y,
            (string x, string y) => x + y,
            (byte[] x, byte[] y) => (byte[])[.. x, .. y],
            (List<object?> x, List<object?> y) => (List<object?>)[.. x, .. y],
            (DateTimeOffset x, TimeSpan y) => x + y,
            (TimeSpan x, DateTimeOffset y) => y + x,
            (TimeSpan x, TimeSpan y) => x + y,
            _ => throw NoOverload(),
        };
    }

    private static long Length(object? value) =>
        value switch
        {
            string s => s.Length,
            List<object?> l => l.Count,
            byte[] b => b.Length,
            _ => 0,
        };
}
