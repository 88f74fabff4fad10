using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Validation;
using CniOperator.Hosting;
using CniOperator.Output;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Sandbox;
using CniOperator.Sandbox.Storage;
using k8s;

namespace CniOperator.Commands.Sandbox;

/// <summary>One run of <c>sandbox</c>: cluster, CRD, operator, ClusterNetwork, and the wait for its verdict; all over the API, as a user would do it.</summary>
internal sealed class SandboxSession(SandboxPlan plan, SandboxView view)
{
    private const string FieldManager = "sandbox";
    private static readonly ResourceKind Definitions = new(
        "apiextensions.k8s.io",
        "v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        Namespaced: false
    );

    private static readonly ResourceName ClusterNetworks = new(ClusterNetworkApi.Group, ClusterNetworkApi.Plural);

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly TaskCompletionSource<JsonPath.ConditionView> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _over;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var cluster = await SandboxCluster.StartAsync(plan.ClusterOptions, cancellationToken).ConfigureAwait(false);
        Tell("cluster", $"embedded cluster with {plan.Nodes} simulated nodes at {cluster.Url}; for trying things out, no packet flows");
        Watch(cluster);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connection = new KubernetesClientConfiguration { Host = cluster.Url.ToString() };
        var client = ClusterConnection.CreateClient(connection, $"{ProductVersion.UserAgent} {FieldManager}");
        await InstallAsync(client, cancellationToken).ConfigureAwait(false);
        var operation = OperatorRunner.RunOperatorAsync(
            new OperatorOptions
            {
                Connection = connection,
                Catalog = plan.Catalog,
                LeaderElection = false,
                MetricsAddress = "",
                ProbesAddress = "",
            },
            stop.Token
        );
        Tell("operator", "started");
        await ApplyAsync(client, ClusterNetwork.Resource.Kind, plan.Network, cancellationToken).ConfigureAwait(false);
        Tell("network", $"ClusterNetwork/{plan.Name} applied: {plan.Spec.Provider}, pods {string.Join(", ", plan.Spec.PodNetwork.Cidrs)}");

        var code = await AwaitVerdictAsync(cluster, operation, cancellationToken).ConfigureAwait(false);
        if (plan.Serve)
            await ServeAsync(cluster, operation, cancellationToken).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await operation.ConfigureAwait(false);
        return code;
    }

    private void Watch(SandboxCluster cluster)
    {
        var narrator = new Narrator(() => TimeProvider.System.GetElapsedTime(_started));
        cluster.State.Changed += change =>
        {
            if (_over)
                return;
            foreach (var step in narrator.Tell(change))
                view.Show(step);
            if (change.Resource.Plural is "nodes" or "pods")
                view.Show(NodeRow.Of(cluster.State));
            if (change.Resource == ClusterNetworks && change.Type != ChangeType.Deleted)
                Judge(change.Object);
        };
    }

    /// <summary>Ready, or stalled for good, and both only when said of the current generation.</summary>
    private void Judge(JsonObject network)
    {
        if (
            JsonPath.Text(network, "metadata", "name") != plan.Name
            || JsonPath.Text(network, "status", "observedGeneration") != JsonPath.Text(network, "metadata", "generation")
        )
        {
            return;
        }

        if (JsonPath.Condition(network, "Ready") is { Status: "True" } ready)
            _verdict.TrySetResult(ready);
        else if (JsonPath.Condition(network, "Stalled") is { Status: "True" } stalled)
            _verdict.TrySetResult(stalled);
    }

    private async Task InstallAsync(IApiClient client, CancellationToken cancellationToken)
    {
        await ApplyAsync(client, Definitions, ClusterNetworkDefinition.Json, cancellationToken).ConfigureAwait(false);
        Tell("install", $"CRD {ClusterNetworkApi.CrdName}");
        await ApplyAsync(
                client,
                KubernetesKinds.Namespaces,
                Object("v1", "Namespace", null, ClusterNetworkApi.OperatorNamespace),
                cancellationToken
            )
            .ConfigureAwait(false);
        foreach (var secret in plan.Secrets.GroupBy(s => s.Key.Name))
            await SecretAsync(
                    client,
                    ClusterNetworkApi.OperatorNamespace,
                    secret.Key,
                    secret.Select(s => (s.Key.Key, s.Value)),
                    cancellationToken
                )
                .ConfigureAwait(false);
        foreach (var secret in plan.PodSecrets.GroupBy(s => (s.Namespace, s.Reference.Name)))
        {
            var data = secret.Select(s => (s.Reference.Key, plan.Secrets.GetValueOrDefault(s.Reference, "placeholder")));
            await ApplyAsync(client, KubernetesKinds.Namespaces, Object("v1", "Namespace", null, secret.Key.Namespace), cancellationToken)
                .ConfigureAwait(false);
            await SecretAsync(client, secret.Key.Namespace, secret.Key.Name, data, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SecretAsync(
        IApiClient client,
        string ns,
        string name,
        IEnumerable<(string Key, string Value)> data,
        CancellationToken cancellationToken
    )
    {
        var json = Object("v1", "Secret", ns, name);
        json["data"] = new JsonObject(
            data.Select(d => KeyValuePair.Create<string, JsonNode?>(d.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(d.Value))))
        );
        await ApplyAsync(client, KubernetesKinds.Secrets, json, cancellationToken).ConfigureAwait(false);
        Tell("install", $"Secret {ns}/{name}");
    }

    private static Task<JsonObject> ApplyAsync(IApiClient client, ResourceKind kind, JsonObject obj, CancellationToken cancellationToken) =>
        client.ApplyAsync(kind, obj, new ApplyOptions(FieldManager), cancellationToken);

    private async Task<int> AwaitVerdictAsync(SandboxCluster cluster, Task operation, CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_verdict.Task, operation, Task.Delay(plan.Timeout, TimeProvider.System, cancellationToken))
            .ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == operation)
            await operation.ConfigureAwait(false);
        var ready = _verdict.Task is { IsCompletedSuccessfully: true, Result.Type: "Ready" };
        var network = cluster.State.Get(ClusterNetworks, null, plan.Name)!;
        var verdict =
            ready ? $"ClusterNetwork/{plan.Name} is Ready"
            : first == _verdict.Task
                ? $"ClusterNetwork/{plan.Name} is not Ready: {_verdict.Task.Result.Reason}: {_verdict.Task.Result.Message}"
            : $"ClusterNetwork/{plan.Name} is not Ready after {plan.Timeout.TotalSeconds:0} s: {JsonPath.Condition(network, "Ready")?.Message ?? "no operator has looked at it"}";
        _over = !plan.Serve;
        await view.EndAsync(verdict, NodeRow.Of(cluster.State), plan.Serve ? Serving(cluster) : null).ConfigureAwait(false);
        return ready ? ExitCode.Ok : ExitCode.No;
    }

    private static string Serving(SandboxCluster cluster)
    {
        var path = KubeconfigPath(cluster);
        File.WriteAllText(path, cluster.Kubeconfig);
        return $"Serving until Ctrl-C. Use it with:\n  export KUBECONFIG={path}\n  kubectl get cnet,ds,pods,nodes -A";
    }

    private static string KubeconfigPath(SandboxCluster cluster) =>
        Path.Combine(Path.GetTempPath(), $"cni-operator-sandbox-{cluster.Url.Port}.kubeconfig");

    private static async Task ServeAsync(SandboxCluster cluster, Task operation, CancellationToken cancellationToken)
    {
        try
        {
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(() => stopped.TrySetResult()).ConfigureAwait(false);
            if (await Task.WhenAny(stopped.Task, operation).ConfigureAwait(false) == operation)
                await operation.ConfigureAwait(false);
        }
        finally
        {
            File.Delete(KubeconfigPath(cluster));
        }
    }

    private void Tell(string area, string text) => view.Show(new Step(TimeProvider.System.GetElapsedTime(_started), area, text));

    private static JsonObject Object(string apiVersion, string kind, string? ns, string name)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (ns is not null)
            metadata["namespace"] = ns;
        return new JsonObject
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["metadata"] = metadata,
        };
    }
}
