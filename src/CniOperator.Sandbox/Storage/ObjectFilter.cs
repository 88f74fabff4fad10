namespace CniOperator.Sandbox.Storage;

/// <summary>Which objects of a resource a list, a watch or a collection delete is about.</summary>
internal sealed record ObjectFilter(string? Namespace, LabelSelector Labels, FieldSelector Fields)
{
    /// <summary>True when every object of the namespace matches.</summary>
    internal bool SelectsAll => Labels.IsEmpty && Fields.IsEmpty;

    internal bool Matches(StoredObject obj) =>
        (Namespace is null || obj.Namespace == Namespace) && Labels.Matches(obj.Json) && Fields.Matches(obj.Json);
}
