using System.Globalization;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Map keys compare as values do: <c>1</c> and <c>1u</c> are one key.</summary>
internal sealed class CelKeys : IEqualityComparer<object>
{
    internal static readonly CelKeys Instance = new();

    bool IEqualityComparer<object>.Equals(object? x, object? y) => CelValues.Equals(x, y);

    int IEqualityComparer<object>.GetHashCode(object obj) =>
        CelValues.IsNumber(obj) ? Convert.ToDouble(obj, CultureInfo.InvariantCulture).GetHashCode() : obj.GetHashCode();
}
