using CniOperator.Sandbox.Controllers;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Http;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Options;
using CniOperator.Sandbox.State;

namespace CniOperator.Sandbox;

/// <summary>
/// A Kubernetes cluster inside this process: the API over HTTP on loopback, the controllers, and simulated nodes that run pods by the rules
/// of
/// a kubelet but start no process and move no packet. It is for trying the operator and for tests, never for production: there is no
/// authentication, no persistence and no network.
/// </summary>
public sealed class SandboxCluster : IAsyncDisposable
{
    private readonly ApiServer _server;
    private readonly ControlLoops _loops;

    private SandboxCluster(ApiServer server, NodeFleet nodes, ControlLoops loops)
    {
        _server = server;
        Nodes = nodes;
        _loops = loops;
    }

    /// <summary>The version that the API server and the kubelets report.</summary>
    public const string Version = NodeStatus.KubeletVersion;

    /// <summary>Where the API is served.</summary>
    public Uri Url => _server.Url;

    /// <summary>
    /// A kubeconfig for any Kubernetes client, as text; its context is <c>cni-operator-sandbox</c>. The token is for clients that refuse a
    /// user
    /// without credentials; the server does not check it.
    /// </summary>
    public string Kubeconfig =>
        $$"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: cni-operator-sandbox
              cluster:
                server: {{Url.GetLeftPart(UriPartial.Authority)}}
            users:
            - name: cni-operator-sandbox
              user: {token: sandbox}
            contexts:
            - name: cni-operator-sandbox
              context:
                cluster: cni-operator-sandbox
                user: cni-operator-sandbox
            current-context: cni-operator-sandbox

            """;

    /// <summary>The objects, for tests that look without going through HTTP.</summary>
    public ClusterState State => _server.State;

    /// <summary>The machines, and failures on them.</summary>
    public NodeFleet Nodes { get; }

    /// <summary>Failures of the API server.</summary>
    public FaultRules Faults => _server.Faults;

    /// <summary>Every request that the API server answered.</summary>
    public RequestJournal Journal => _server.Journal;

    /// <summary>
    /// Writes that the sandbox's own controllers could not make and that no other writer caused; 0 unless the sandbox has a defect or
    /// faults are on.
    /// </summary>
    public long Problems => _loops.Problems;

    /// <summary>When something will happen by itself next, or null; only meaningful after <see cref="SettleAsync"/>.</summary>
    public DateTimeOffset? NextWake => _loops.NextWake;

    /// <summary>Starts a cluster. Its nodes appear within milliseconds; they are NotReady until a network is installed.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="FormatException">An address range of the options is not a CIDR.</exception>
    public static async Task<SandboxCluster> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SandboxOptions();
        var services = options.ServiceCidr.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var state = new ClusterState(options.Clock, new ClusterStateOptions { ServiceCidrs = services });
        var fleet = new NodeFleet(options, state);
        var served = new ApiServerOptions
        {
            Port = options.Port,
            GitVersion = Version,
            Log = fleet.Log,
        };
        var server = await ApiServer.StartAsync(state, served, cancellationToken);
        var loops = SandboxControllers.Start(state, fleet, options);
        await loops.SettleAsync().WaitAsync(cancellationToken);
        return new SandboxCluster(server, fleet, loops);
    }

    /// <summary>Completes when the controllers and kubelets have nothing left to do at the clock's current time.</summary>
    public Task SettleAsync() => _loops.SettleAsync();

    /// <summary>Stops the controllers, then the API server; open watches end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loops.DisposeAsync();
        await _server.DisposeAsync();
    }
}
