namespace CniOperator.Core.Api;

/// <summary>The object that a patch is for.</summary>
public sealed record PatchTarget
{
    /// <summary>Its kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";
}
