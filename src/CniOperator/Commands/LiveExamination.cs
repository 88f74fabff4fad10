using System.Text;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands;

/// <summary>
/// The examination of a file against a live cluster: with the cluster's version, Secrets, nodes and networks, and with a dry run of the ClusterNetwork and
/// of each rendered object, so that RBAC, quotas, policies and webhooks have their say. Writes nothing.
/// </summary>
internal sealed class LiveExamination(IApiClient client, AddonCatalog catalog)
{
    private static readonly ApplyOptions DryRun = new(ClusterNetworkApi.FieldManager, Force: true, DryRun: true);

    private const string MissingRight = "Give the account that applies it the right, or change the policy or webhook that denies it.";

    private readonly List<string> _unread = [];

    public async Task<Examination> RunAsync(
        InputFile file,
        IReadOnlyDictionary<SecretKeyReference, string> given,
        CancellationToken cancellationToken
    )
    {
        var offline = Examination.Of(file, catalog, given, placeholders: true);
        if (offline.Reading.Spec is null)
            return offline;
        var version = await new ClusterFacts(client).GetAsync(cancellationToken).ConfigureAwait(false);
        var facts = version with
        {
            RunningDaemons = await DaemonLookups
                .AskAsync(client, catalog.Find(offline.Reading.Spec.Provider), cancellationToken)
                .ConfigureAwait(false),
        };
        var secrets = await SecretsAsync(offline.Reading.Spec, given, cancellationToken).ConfigureAwait(false);
        var (addresses, unread) = await new LiveAddresses(client).ReadAsync(cancellationToken).ConfigureAwait(false);
        var former = await new LiveFormer(client).OfAsync(offline.Reading.Name, cancellationToken).ConfigureAwait(false);
        var examination = Examination.Of(file, catalog, secrets, placeholders: _unread.Count > 0, new LiveFacts(facts, addresses, former));
        List<Finding> findings = [.. unread, .. _unread.Select(UnreadSecret)];
        findings.AddRange(await NetworkAsync(examination.Reading, cancellationToken).ConfigureAwait(false));
        findings.AddRange(await ObjectsAsync(examination.Rendering?.Objects ?? [], cancellationToken).ConfigureAwait(false));
        return examination with
        {
            Remarks = [.. examination.Remarks, .. findings.Select(f => Remark.Of(f, file.Name, examination.Reading.Source))],
        };
    }

    private async Task<IReadOnlyDictionary<SecretKeyReference, string>> SecretsAsync(
        ClusterNetworkSpec spec,
        IReadOnlyDictionary<SecretKeyReference, string> given,
        CancellationToken cancellationToken
    )
    {
        var values = new Dictionary<SecretKeyReference, string>(given);
        foreach (var reference in new Renderer(catalog).SecretsOf(spec).Where(r => !given.ContainsKey(r)))
        {
            var name = new ObjectName(ClusterNetworkApi.OperatorNamespace, reference.Name);
            try
            {
                var secret = await client.FindAsync(KubernetesResources.Secrets, name, cancellationToken).ConfigureAwait(false);
                if (secret?.Data is { } data && data.TryGetValue(reference.Key, out var value))
                    values[reference] = Encoding.UTF8.GetString(value);
            }
            catch (ApiException e) when (e.IsForbidden)
            {
                _unread.Add(e.ServerMessage);
            }
        }

        return values;
    }

    private async Task<IEnumerable<Finding>> NetworkAsync(ClusterNetworkReading reading, CancellationToken cancellationToken)
    {
        var kind = ClusterNetwork.Served;
        try
        {
            await client.ApplyAsync(kind, reading.Json!, DryRun, cancellationToken).ConfigureAwait(false);
            var list = await client.ListAsync(Unstructured.Of(kind), ListScope.All, cancellationToken).ConfigureAwait(false);
            var networks = list
                .Items.Select(n => new NetworkObject(n.Json))
                .Order(Comparer<NetworkObject>.Create(NetworkObject.ByAge))
                .ToList();
            return networks.Count == 0 || networks[0].Name == reading.Name
                ? []
                :
                [
                    new Finding(
                        LiveRules.Superseded,
                        Severity.Error,
                        "metadata.name",
                        $"ClusterNetwork/{networks[0].Name} exists and is older: the oldest one is active, this one would change nothing.",
                        $"Change ClusterNetwork/{networks[0].Name} instead, or delete it first."
                    ),
                ];
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return
            [
                new Finding(
                    LiveRules.Crd,
                    Severity.Error,
                    "apiVersion",
                    $"The cluster does not serve {ClusterNetworkApi.ApiVersion}.",
                    "kubectl apply -f config/install/"
                ),
            ];
        }
        catch (ApiException e) when (!e.IsUnavailable)
        {
            return
            [
                new Finding(
                    LiveRules.Refused,
                    Severity.Error,
                    "metadata.name",
                    $"The API server refuses ClusterNetwork/{reading.Name}: {e.ServerMessage}.",
                    e.IsForbidden ? MissingRight : "Correct what it names."
                ),
            ];
        }
    }

    private async Task<IEnumerable<Finding>> ObjectsAsync(IReadOnlyList<Manifest> objects, CancellationToken cancellationToken)
    {
        var absent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ns in objects.Select(o => o.Key.Namespace).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await IsAbsentAsync(ns, cancellationToken).ConfigureAwait(false))
                absent.Add(ns);
        }

        // A dry run stores no Namespace and no definition, so nothing can be tried in the one or of the other's kind.
        var brought = await BroughtAsync(objects, cancellationToken).ConfigureAwait(false);
        var homeless = objects.Where(o => o.Key.Namespace is { } ns && absent.Contains(ns)).ToList();
        var unserved = objects.Except(homeless).Where(o => brought.Any(d => d.Brings(o.Key))).ToList();
        var findings = await Task.WhenAll(objects.Except(homeless).Except(unserved).Select(o => ObjectAsync(o, cancellationToken)))
            .ConfigureAwait(false);
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
            return await client.FindAsync(KubernetesResources.Namespaces, new ObjectName(null, ns), cancellationToken).ConfigureAwait(false)
                is null;
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return false;
        }
    }

    private static Finding UnreadSecret(string why) =>
        new(
            LiveRules.Unread,
            Severity.Warning,
            "",
            $"A Secret is not examined, a placeholder stands for its value: {why}.",
            "Use an account that may get it, or give the value with --secret."
        );

    private static IEnumerable<Finding> Untried(int count, string why) =>
        count == 0
            ? []
            :
            [
                new Finding(
                    LiveRules.Untried,
                    Severity.Info,
                    "",
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
                    : await client
                        .Mapper.FindAsync($"{definition.Group}/{definition.Versions[0]}", definition.Kind, cancellationToken)
                        .ConfigureAwait(false);
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
            if (await client.Mapper.FindAsync(key.ApiVersion, key.Kind, cancellationToken).ConfigureAwait(false) is not { } kind)
                return new Finding(
                    LiveRules.Kind,
                    Severity.Error,
                    "",
                    $"The cluster does not serve {key.ApiVersion} {key.Kind}, which {key} is.",
                    "Install what brings this kind."
                );
            await client.ApplyAsync(kind, manifest.Json, DryRun, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ApiException e) when (!e.IsUnavailable)
        {
            return new Finding(
                LiveRules.Refused,
                Severity.Error,
                "",
                $"The API server refuses {key}: {e.ServerMessage}.",
                e.IsForbidden ? MissingRight : "Correct the field that it names."
            );
        }
    }
}
