using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Runtime.Client.Discovery;

/// <summary>Resolves a group-version-kind to the resource that serves it, by discovery, cached.</summary>
public interface IRestMapper
{
    /// <summary>
    /// The resource, or <c>null</c> if the server does not serve the kind. A miss asks the server again, at most once every few seconds.
    /// </summary>
    /// <param name="apiVersion">Group and version as objects state them.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ResourceKind?> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken);

    /// <summary>
    /// Takes in a kind that is known to be served, from an established CustomResourceDefinition: <see cref="FindAsync"/> finds it at once,
    /// without asking the server, whose discovery lags behind.
    /// </summary>
    /// <param name="kind">The kind.</param>
    void Learn(ResourceKind kind);
}
