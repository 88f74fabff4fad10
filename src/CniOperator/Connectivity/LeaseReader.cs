using CniOperator.Connectivity.Observing;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using Microsoft.Extensions.Logging;

namespace CniOperator.Connectivity;

/// <summary>Reads the Leases of a few nodes at a time, while nothing waits for it.</summary>
internal sealed class LeaseReader(IApiClient client, ILogger log)
{
    private const int MostAtOnce = 10;

    private static readonly ResourceType<Unstructured> Type = Unstructured.Of(KubernetesKinds.Leases, KeptFields.Of("spec.renewTime"));

    private bool _isForbidden;

    /// <summary>Reads those that are due.</summary>
    /// <param name="asked">The nodes of which something is asked.</param>
    /// <param name="book">What is known already; read and written under <paramref name="gate"/>.</param>
    /// <param name="limit">From which age on a Lease is old.</param>
    /// <param name="gate">Guards the book.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Some were read.</returns>
    internal async Task<bool> ReadAsync(
        IReadOnlyList<string> asked,
        LeaseBook book,
        TimeSpan limit,
        Lock gate,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> due;
        lock (gate)
        {
            book.Trim(time.GetUtcNow());
            due = book.Due(asked, limit, MostAtOnce, time.GetUtcNow());
        }

        var read = await Task.WhenAll(due.Select(name => ReadAsync(name, cancellationToken)));
        lock (gate)
        {
            for (var i = 0; i < read.Length; i++)
            {
                if (read[i].IsKnown)
                    book.Put(due[i], read[i].Renewed, time.GetUtcNow());
            }
        }

        return read.Any(r => r.IsKnown);
    }

    private async Task<(bool IsKnown, DateTimeOffset? Renewed)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var lease = await client.FindAsync(Type, new ObjectName("kube-node-lease", name), cancellationToken);
            return (true, lease?.Json.Time("spec", "renewTime"));
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            if (!_isForbidden)
                log.LogWarning("{Error}: grant get on leases in kube-node-lease (config/install/20-rbac.yaml)", e.Message);
            _isForbidden = true;
            return (true, null);
        }
        catch (ApiException)
        {
            // Whether the API server is away, others say.
            return (false, null);
        }
    }
}
