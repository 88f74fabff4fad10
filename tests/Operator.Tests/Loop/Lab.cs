using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniOperator.Connectivity;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Hosting;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;
using CniOperator.Webhooks;
using k8s;
using Microsoft.Extensions.Logging;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>An embedded cluster with the CRD, and an operator that can be started and killed.</summary>
internal sealed class Lab : IAsyncDisposable
{
    internal static readonly ResourceName Networks = new(ClusterNetworkApi.Group, ClusterNetworkApi.Plural);
    internal static readonly ResourceName DaemonSets = new("apps", "daemonsets");
    internal static readonly ResourceName ConfigMaps = new("", "configmaps");
    internal static readonly ResourceName Namespaces = new("", "namespaces");

    // Long enough for a busy machine; a test that needs it has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _log = new();
    private CancellationTokenSource? _stop;

    /// <summary>The addons of the next operator that is started.</summary>
    internal AddonCatalog Catalog { get; set; } = AddonCatalog.BuiltIn;

    /// <summary>Takes reports of health agents for the next operator that is started; without it connectivity is not observed.</summary>
    internal ReportLink? Reports { get; set; }

    private Task _operator = Task.CompletedTask;

    private Lab(SandboxCluster cluster) => Cluster = cluster;

    internal SandboxCluster Cluster { get; }

    internal ClusterState State => Cluster.State;

    internal IReadOnlyCollection<string> Log => _log;

    internal Task OperatorTask => _operator;

    internal static async Task<Lab> StartAsync(
        TimeProvider? clock = null,
        bool withCrd = true,
        bool run = true,
        Func<SandboxOptions, SandboxOptions>? options = null
    )
    {
        var plain = new SandboxOptions { Clock = clock ?? TimeProvider.System };
        var lab = new Lab(await SandboxCluster.StartAsync(options is null ? plain : options(plain)));
        if (withCrd)
            lab.InstallCrd();
        if (lab.State.Get(Namespaces, null, ClusterNetworkApi.OperatorNamespace) is null)
            lab.State.Create(
                Namespaces,
                Json($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{ClusterNetworkApi.OperatorNamespace}}}"}}"""),
                "test"
            );
        if (run)
            lab.Run();
        return lab;
    }

    internal static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;

    internal static string File(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "CniOperator.sln")))
            folder = folder.Parent;
        return Path.Combine([folder!.FullName, .. path]);
    }

    internal static IEnumerable<JsonObject> Documents(string file) =>
        YamlReader.Read(System.IO.File.ReadAllText(file), file).Select(d => d.Root).OfType<JsonObject>();

    internal void InstallCrd(Action<JsonObject>? change = null)
    {
        var crd = Documents(File("crds", "cni-operator.io_clusternetworks.yaml")).Single();
        change?.Invoke(crd);
        State.Create(new ResourceName("apiextensions.k8s.io", "customresourcedefinitions"), crd, "test");
    }

    internal void Run(
        bool leaderElection = false,
        string metrics = "",
        string probes = "",
        WebhookOptions? webhook = null,
        TimeProvider? clock = null
    )
    {
        _stop = new CancellationTokenSource();
        var options = new OperatorOptions
        {
            Connection = new KubernetesClientConfiguration { Host = Cluster.Url.ToString() },
            Catalog = Catalog,
            LeaderElection = leaderElection,
            MetricsAddress = metrics,
            ProbesAddress = probes,
            Webhook = webhook,
            Reports = Reports,
            Clock = clock ?? State.Clock,
            Logging = logging => logging.AddProvider(new QueueLogger(_log)),
        };
        _operator = OperatorRunner.RunOperatorAsync(options, _stop.Token);
    }

    /// <summary>Stops the operator wherever it is.</summary>
    internal async Task KillAsync()
    {
        await _stop!.CancelAsync();
        await _operator.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal JsonObject Create(
        string name = "default",
        string spec = """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]}}"""
    ) =>
        State.Create(
            Networks,
            Json(
                $$$"""{"apiVersion":"{{{ClusterNetworkApi.ApiVersion}}}","kind":"ClusterNetwork","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}"""
            ),
            "test"
        );

    /// <summary>Creates what a file holds.</summary>
    internal JsonObject CreateFrom(string text) => State.Create(Networks, (JsonObject)YamlReader.Read(text, "test").Single().Root!, "test");

    internal void Edit(Action<JsonObject> change, string name = "default") => Edit(Networks, null, name, change);

    internal void Edit(ResourceName resource, string? ns, string name, Action<JsonObject> change, string manager = "kubectl-edit")
    {
        var json = State.Get(resource, ns, name)!;
        change(json);
        json["metadata"]!.AsObject().Remove("resourceVersion");
        State.Update(resource, json, manager);
    }

    internal JsonObject? DaemonSet => State.Get(DaemonSets, "kube-flannel", "kube-flannel-ds");

    internal string Condition(string type, string field = "status", string name = "default") =>
        ConditionReader.Find(State.Get(Networks, null, name)?["status"] as JsonObject, type).Text(field) ?? "";

    internal IReadOnlyList<string> Events(string reason) =>
        [
            .. State
                .List(new ResourceName("", "events"))
                .Where(e => e.Text("reason") == reason)
                .Select(e => e.Text("message") ?? e.Text("note") ?? ""),
        ];

    internal Task ReadyAsync(string name = "default") => UntilAsync(() => Condition("Ready", name: name) == "True", "Ready");

    /// <summary>Waits until the cluster is so, looking again after each of its changes.</summary>
    internal async Task UntilAsync(Func<bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!holds())
        {
            if (_operator.IsFaulted)
                await _operator;
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void OnChanged(StateChange _) => changed.TrySetResult();
            State.Changed += OnChanged;
            try
            {
                if (!holds())
                    await Task.WhenAny(changed.Task, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token));
            }
            finally
            {
                State.Changed -= OnChanged;
            }

            if (patience.IsCancellationRequested)
                Assert.Fail($"not within {Patience.TotalSeconds} s: {what}\n{Report()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop is not null)
            await KillAsync();
        await Cluster.DisposeAsync();
        _stop?.Dispose();
    }

    private string Report() => string.Join('\n', State.List(Networks).Select(n => n["status"]?.ToJsonString()).Concat(_log.TakeLast(30)));

    private sealed class QueueLogger(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
