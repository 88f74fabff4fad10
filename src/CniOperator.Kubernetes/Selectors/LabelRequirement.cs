namespace CniOperator.Kubernetes.Selectors;

/// <summary>One term of a label selector.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="Operator"><c>=</c>, <c>in</c>, <c>notin</c>, <c>&lt;</c>, <c>&gt;</c>, <c>exists</c> or <c>!</c>.</param>
/// <param name="Values">The values that the operator compares with.</param>
internal sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    internal const string Equal = "=";
    internal const string In = "in";
    internal const string NotIn = "notin";
    internal const string Exists = "exists";
    internal const string Absent = "!";

    /// <summary>Whether the label's value satisfies the requirement; <c>null</c> when the label is absent.</summary>
    internal bool Holds(string? value) =>
        Operator switch
        {
            Exists => value is not null,
            Absent => value is null,
            Equal or In => value is not null && Values.Contains(value),
            NotIn => value is null || !Values.Contains(value),
            _ => long.TryParse(value, out var left)
                && long.TryParse(Values[0], out var right)
                && (Operator == ">" ? left > right : left < right),
        };

    public override string ToString() =>
        Operator switch
        {
            Exists => Key,
            Absent => "!" + Key,
            Equal => $"{Key}={Values[0]}",
            In or NotIn => $"{Key} {Operator} ({string.Join(',', Values)})",
            _ => $"{Key}{Operator}{Values[0]}",
        };
}
