namespace CniOperator.Kubernetes.Ownership;

/// <summary>What a set says of one step: whether the path ending here is in it, and the paths that go on.</summary>
internal readonly record struct FieldEntry(bool IsMember, FieldSet Below)
{
    internal static readonly FieldEntry None = new(false, new FieldSet());
}
