namespace CniOperator.Sandbox.BuiltIns;

/// <summary>Quantities of resources: <c>100m</c>, <c>50Mi</c> (<c>k8s.io/apimachinery/pkg/api/resource</c>).</summary>
internal static class Quantity
{
    /// <summary>The format that marks a field of the table as a quantity.</summary>
    internal const string Format = "quantity";
}
