using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Catalog;

/// <summary>An object whose fields decide on the network. It is compared with what runs before that is taken over.</summary>
/// <param name="ApiVersion">Its group and version.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name; <c>null</c> for every rendered object of that kind.</param>
/// <param name="Fields">What decides on the network.</param>
public sealed record AddonNetworkObject(string ApiVersion, string Kind, string? Name, IReadOnlyList<AddonNetworkField> Fields)
{
    /// <summary>True when this describes the object of that identity.</summary>
    public bool Describes(ObjectKey key) => key.ApiVersion == ApiVersion && key.Kind == Kind && (Name is null || key.Name == Name);
}
