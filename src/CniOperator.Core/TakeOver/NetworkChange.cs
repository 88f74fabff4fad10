using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.TakeOver;

/// <summary>One thing that decides on the network and is another in what runs than in what is rendered.</summary>
/// <param name="Key">The object.</param>
/// <param name="Field">What it is.</param>
/// <param name="Live">What runs, in words; a Secret's value is hidden.</param>
/// <param name="Rendered">What the network asks for, in words.</param>
public sealed record NetworkChange(ObjectKey Key, AddonNetworkField Field, string Live, string Rendered)
{
    /// <summary>Why what runs cannot be read; <c>null</c> when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Where the object states it.</summary>
    public string Place => Field.Within is null ? Field.Path : $"{Field.Within.TrimStart('.')} of {Field.Path}";
}
