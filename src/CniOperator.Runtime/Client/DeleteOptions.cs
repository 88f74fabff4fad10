namespace CniOperator.Runtime.Client;

/// <summary>Options of a delete.</summary>
/// <param name="Uid">Only the object with this uid is deleted: a namesake that came later stays.</param>
/// <param name="ResourceVersion">Only the object in this version is deleted.</param>
/// <param name="Propagation">What happens to dependants.</param>
/// <param name="DryRun">Whether the server only says what it would do.</param>
public sealed record DeleteOptions(
    string? Uid = null,
    string? ResourceVersion = null,
    DeletePropagation Propagation = DeletePropagation.Background,
    bool DryRun = false
);
