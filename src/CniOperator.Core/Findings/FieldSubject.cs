namespace CniOperator.Core.Findings;

/// <summary>A field of the ClusterNetwork.</summary>
/// <param name="Path">Its path as Kubernetes writes it: <c>spec.podNetwork.cidrs[0]</c>; empty for the whole object.</param>
public sealed record FieldSubject(string Path) : Subject
{
    /// <summary>The ClusterNetwork as a whole.</summary>
    public static FieldSubject Whole { get; } = new("");

    private protected override string Text => Path;

    /// <summary>True for <paramref name="field"/> itself and for everything below it.</summary>
    /// <param name="field">The path of a field.</param>
    public bool IsWithin(string field) =>
        Path.StartsWith(field, StringComparison.Ordinal) && (Path.Length == field.Length || Path[field.Length] is '.' or '[');
}
