using System.Text.Json.Nodes;
using CniOperator.Commands.Sandbox.Wire;
using CniOperator.Connectivity;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Hosting;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Output;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Sandbox;
using CniOperator.Sandbox.Storage;
using k8s;

namespace CniOperator.Commands.Sandbox;

/// <summary>
/// One run of <c>sandbox</c>: cluster, CRD, operator, ClusterNetwork, and the wait for its result; all over the API, as a user would do it.
/// </summary>
internal sealed class SandboxSession(SandboxSetup setup, SandboxView view)
{
    /// <summary>ClusterNetworks, as the embedded cluster names the kind.</summary>
    internal static readonly ResourceName ClusterNetworks = new(ClusterNetworkApi.Group, ClusterNetworkApi.Plural);

    private static readonly string[] Deciding = ["Ready", "Stalled"];

    // No one pulls the image, and no socket has the address: agents run in this process.
    private static readonly AgentSettings Agents = new("cni-operator:sandbox", [], ["172.18.255.250:8476"]);

    private readonly long _started = TimeProvider.System.GetTimestamp();

    // The condition of these that became true first.
    private readonly TaskCompletionSource<JsonObject> _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _over;

    /// <summary>Runs until the network is Ready or cannot become so; with <c>--serve</c> until cancelled.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var cluster = await SandboxCluster.StartAsync(setup.ClusterOptions, cancellationToken);
        Log(
            "cluster",
            $"embedded cluster with {setup.Nodes} simulated nodes at {cluster.Url}; for trying things out, no packet flows{(setup.Spec.Health.Enabled ? "; health agents probe each other over a simulated wire" : "")}"
        );
        Watch(cluster);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connection = new KubernetesClientConfiguration { Host = cluster.Url.ToString() };
        var client = ClusterConnection.CreateClient(connection, $"{ProductVersion.UserAgent} {SandboxInstaller.FieldManager}");
        var installer = new SandboxInstaller(setup, client, Log);
        await installer.InstallAsync(cancellationToken);
        var reports = setup.Spec.Health.Enabled ? new ReportLink(Agents) : null;
        await using var wire = reports is null ? null : new ClusterWire(cluster, reports, TimeProvider.System);
        var operation = OperatorRunner.RunOperatorAsync(Options(connection, reports), stop.Token);
        Log("operator", "started");
        await installer.ApplyAsync(ClusterNetwork.Resource.Kind, setup.Applied, cancellationToken);
        Log(
            "network",
            $"ClusterNetwork/{setup.Name} applied: {setup.Spec.Provider}, pods {string.Join(", ", setup.Spec.PodNetwork.Cidrs)}"
        );

        var (isWell, result) = await ResultAsync(cluster, operation, cancellationToken);
        if (isWell && wire is not null && setup.Fault is { } fault)
            isWell = await new FaultStory(cluster, wire, setup, Log).RunAsync(fault, cancellationToken);
        _over = !setup.Serve;
        await view.EndAsync(result, NodeRow.Of(cluster.State), setup.Serve ? Serving(cluster) : null);
        if (setup.Serve)
            await ServeAsync(cluster, operation, cancellationToken);
        await stop.CancelAsync();
        await operation;
        return isWell ? ExitCode.Ok : ExitCode.No;
    }

    private OperatorOptions Options(KubernetesClientConfiguration connection, ReportLink? reports) =>
        new()
        {
            Reports = reports,
            Connection = connection,
            Catalog = setup.Catalog,
            LeaderElection = false,
            MetricsAddress = "",
            ProbesAddress = "",
        };

    private void Watch(SandboxCluster cluster)
    {
        var describer = new ChangeDescriber(() => TimeProvider.System.GetElapsedTime(_started));
        cluster.State.Changed += change =>
        {
            if (_over)
                return;
            foreach (var entry in describer.Describe(change))
                view.Show(entry);
            if (change.Resource.Plural is "nodes" or "pods")
                view.Show(NodeRow.Of(cluster.State));
            if (change.Resource == ClusterNetworks && change.Type != StateChangeType.Deleted)
                Decide(change.Object);
        };
    }

    // Both conditions count only when they are about the current generation.
    private void Decide(JsonObject network)
    {
        var status = network["status"] as JsonObject;
        if (
            network.Text("metadata", "name") != setup.Name
            || status.Number(-1, "observedGeneration") != network.Number(0, "metadata", "generation")
        )
        {
            return;
        }

        var condition = Deciding.Select(type => ConditionReader.Find(status, type)).FirstOrDefault(c => c.Text("status") == "True");
        if (condition is not null)
            _decided.TrySetResult(condition);
    }

    private async Task<(bool IsReady, string Words)> ResultAsync(
        SandboxCluster cluster,
        Task operation,
        CancellationToken cancellationToken
    )
    {
        var first = await Task.WhenAny(_decided.Task, operation, Task.Delay(setup.Timeout, TimeProvider.System, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (first == operation)
            await operation;
        var condition = first == _decided.Task ? await _decided.Task : null;
        var isReady = condition.Text("type") == "Ready";
        var result =
            isReady ? $"ClusterNetwork/{setup.Name} is Ready"
            : condition is not null ? $"ClusterNetwork/{setup.Name} is not Ready: {condition.Text("reason")}: {condition.Text("message")}"
            : $"ClusterNetwork/{setup.Name} is not Ready after {setup.Timeout.TotalSeconds:0} s: {LastMessage(cluster)}";
        return (isReady, result);
    }

    private string LastMessage(SandboxCluster cluster)
    {
        var network = cluster.State.Get(ClusterNetworks, null, setup.Name)!;
        return ConditionReader.Find(network["status"] as JsonObject, "Ready").Text("message") ?? "the operator has not looked at it";
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
            await using var registration = cancellationToken.Register(() => stopped.TrySetResult());
            if (await Task.WhenAny(stopped.Task, operation) == operation)
                await operation;
        }
        finally
        {
            File.Delete(KubeconfigPath(cluster));
        }
    }

    private void Log(string area, string text) => view.Show(new LogEntry(TimeProvider.System.GetElapsedTime(_started), area, text));
}
