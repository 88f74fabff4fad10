using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Observation;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands.Live;

/// <summary>Tries out a ClusterNetwork and its objects: the API server does everything but store them.</summary>
internal sealed class DryRun(IApiClient client)
{
    private static readonly ApplyOptions Options = new(ClusterNetworkApi.FieldManager, Force: true, DryRun: true);

    private const string MissingRight = "Give the account that applies it the right, or change the policy or webhook that denies it.";

    /// <summary>What the API server refuses.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(
        ParsedClusterNetwork network,
        IReadOnlyList<Manifest> objects,
        CancellationToken cancellationToken
    ) => [.. await NetworkAsync(network, cancellationToken), .. await ObjectsAsync(objects, cancellationToken)];

    private async Task<IEnumerable<Finding>> NetworkAsync(ParsedClusterNetwork network, CancellationToken cancellationToken)
    {
        try
        {
            await client.ApplyAsync(ClusterNetwork.Served, network.Json!, Options, cancellationToken);
            var list = await client.ListAsync(Unstructured.Of(ClusterNetwork.Served), ListScope.All, cancellationToken);
            var oldest = list.Items.Select(n => new NetworkObject(n.Json)).Min(Comparer<NetworkObject>.Create(NetworkObject.ByAge));
            return oldest is null || oldest.Name == network.Name ? [] : [Superseded(oldest)];
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return [NotServed()];
        }
        catch (ApiException e) when (!e.IsUnavailable)
        {
            return [Refused(network.Name, e)];
        }
    }

    private static Finding Superseded(NetworkObject oldest) =>
        new(
            LiveRules.Superseded,
            new FieldSubject("metadata.name"),
            $"ClusterNetwork/{oldest.Name} exists and is older: the oldest one is active, this one would change nothing.",
            $"Change ClusterNetwork/{oldest.Name} instead, or delete it first."
        );

    private static Finding NotServed() =>
        new(
            LiveRules.Crd,
            new FieldSubject("apiVersion"),
            $"The cluster does not serve {ClusterNetworkApi.ApiVersion}.",
            "kubectl apply -f config/install/"
        );

    private static Finding Refused(string name, ApiException e) =>
        new(
            LiveRules.Refused,
            new FieldSubject("metadata.name"),
            $"The API server refuses ClusterNetwork/{name}: {e.ServerMessage}.",
            e.IsForbidden ? MissingRight : "Correct what it names."
        );

    private async Task<IEnumerable<Finding>> ObjectsAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var absent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ns in objects.Select(o => o.Key.Namespace).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await IsAbsentAsync(ns, cancellationToken))
                absent.Add(ns);
        }

        // A dry run stores no Namespace and no definition, so nothing can be tried in the one or of the other's kind.
        var brought = await BroughtAsync(objects, cancellationToken);
        var homeless = objects.Where(o => o.Key.Namespace is { } ns && absent.Contains(ns)).ToList();
        var unserved = objects.Except(homeless).Where(o => brought.Any(d => d.Brings(o.Key))).ToList();
        var findings = await Task.WhenAll(objects.Except(homeless).Except(unserved).Select(o => ObjectAsync(o, cancellationToken)));
        return findings
            .OfType<Finding>()
            .Concat(Untried(homeless.Count, $"Namespace {string.Join(", ", absent.Order(StringComparer.Ordinal))} does not exist yet."))
            .Concat(
                Untried(
                    unserved.Count,
                    $"{string.Join(", ", brought.Where(d => unserved.Any(o => d.Brings(o.Key))).Select(d => d.Key))} is not served yet."
                )
            );
    }

    // One that may not be read is taken to be there: the dry run of what is in it will tell.
    private async Task<bool> IsAbsentAsync(string ns, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FindAsync(Unstructured.Of(KubernetesKinds.Namespaces), new ObjectName(null, ns), cancellationToken) is null;
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return false;
        }
    }

    private static IEnumerable<Finding> Untried(int count, string why) =>
        count == 0
            ? []
            :
            [
                new Finding(
                    LiveRules.Untried,
                    FieldSubject.Whole,
                    $"The dry run leaves out {count} object{(count == 1 ? "" : "s")}: {why}",
                    ""
                ),
            ];

    // Definitions among the objects whose kinds the cluster does not serve.
    private async Task<IReadOnlyList<CustomDefinition>> BroughtAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var brought = new List<CustomDefinition>();
        foreach (var definition in objects.Where(o => CustomDefinition.Is(o.Key)).Select(o => CustomDefinition.Of(o.Key, o.Json)))
        {
            var kind =
                definition.Versions.Count == 0
                    ? null
                    : await client.Mapper.FindAsync($"{definition.Group}/{definition.Versions[0]}", definition.Kind, cancellationToken);
            if (kind is null)
                brought.Add(definition);
        }

        return brought;
    }

    private async Task<Finding?> ObjectAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var key = manifest.Key;
        try
        {
            if (await client.Mapper.FindAsync(key.ApiVersion, key.Kind, cancellationToken) is not { } kind)
                return new Finding(
                    LiveRules.Kind,
                    FieldSubject.Whole,
                    $"The cluster does not serve {key.ApiVersion} {key.Kind}, which {key} is.",
                    "Install what brings this kind."
                );
            await client.ApplyAsync(kind, manifest.Json, Options, cancellationToken);
            return null;
        }
        catch (ApiException e) when (!e.IsUnavailable)
        {
            return new Finding(
                LiveRules.Refused,
                FieldSubject.Whole,
                $"The API server refuses {key}: {e.ServerMessage}.",
                e.IsForbidden ? MissingRight : "Correct the field that it names."
            );
        }
    }
}
