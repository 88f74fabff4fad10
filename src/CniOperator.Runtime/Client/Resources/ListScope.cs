namespace CniOperator.Runtime.Client.Resources;

/// <summary>Which objects of a kind a list or a watch is about.</summary>
/// <param name="Namespace">One namespace; <c>null</c>: all.</param>
/// <param name="LabelSelector">A label selector in the API's syntax; <c>null</c>: all.</param>
/// <param name="FieldSelector">A field selector in the API's syntax; <c>null</c>: all.</param>
public sealed record ListScope(string? Namespace = null, string? LabelSelector = null, string? FieldSelector = null)
{
    /// <summary>Every object.</summary>
    public static ListScope All { get; } = new();
}
