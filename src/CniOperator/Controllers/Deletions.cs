using CniOperator.Core.Judgements;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>The request that deletes an object: with what depends on it, except where the object comes back and its pods run on.</summary>
internal static class Deletions
{
    internal static Task<bool> RequestAsync(
        IApiClient client,
        ResourceKind kind,
        Step step,
        string uid,
        CancellationToken cancellationToken
    )
    {
        var name = new ObjectName(step.Key.Namespace, step.Key.Name);
        return step is DeleteStep { Cause: DeleteCause.Replace }
            ? client.OrphanAsync(kind, name, uid, cancellationToken)
            : client.DeleteAsync(kind, name, uid, cancellationToken);
    }
}
