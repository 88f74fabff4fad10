namespace CniOperator.Sandbox.Storage;

/// <summary>Which objects of a resource a list, a watch or a collection delete is about.</summary>
internal sealed record ObjectFilter(string? Namespace, LabelSelector Labels, FieldSelector Fields)
{
    /// <summary>The one name to match; <c>null</c> for all.</summary>
    internal string? Name { get; init; }

    /// <summary>True when every object of the namespace matches.</summary>
    internal bool SelectsAll => Labels.IsEmpty && Fields.IsEmpty && Name is null;

    internal bool Matches(StoredObject obj) =>
        (Namespace is null || obj.Namespace == Namespace)
        && (Name is null || obj.Name == Name)
        && Labels.Matches(obj.Json)
        && Fields.Matches(obj.Json);
}
