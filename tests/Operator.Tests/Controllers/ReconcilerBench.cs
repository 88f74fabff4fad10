using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Webhooks;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Discovery;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CniOperator.Operator.Tests.Controllers;

/// <summary>The parts of a reconcile over caches that a test fills, and an API server that takes every write.</summary>
internal sealed class ReconcilerBench : IDisposable
{
    private readonly OperatorMetrics _metrics = new();

    internal ReconcilerBench()
    {
        Serve();
        Reader = new FactsReader(
            Caches,
            new NetworkWatches(Caches, Mapper.Object, Clock),
            new SpecPipeline(AddonCatalog.BuiltIn),
            new ServerVersion(Client.Object, Clock),
            new NodeCache(Clock),
            new PodCache(),
            new AddressReader(Caches),
            new DataplaneReader(Caches, AddonCatalog.BuiltIn),
            new UntakenReader(Client.Object),
            new NoConnectivity(),
            Clock
        );
        Reconciler = new NetworkReconciler(
            Reader,
            new Executor(Client.Object, Clock),
            new PodCensusTaker(Client.Object, Clock, NullLogger<PodCensusTaker>.Instance),
            new NoConnectivity(),
            (_, reason, _, _, _) =>
            {
                Events.Add(reason);
                return Task.CompletedTask;
            },
            new NetworkMetrics(_metrics),
            Clock,
            NullLogger<NetworkReconciler>.Instance
        );
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero));

    internal Caches Caches { get; } = new();

    internal Mock<IRestMapper> Mapper { get; } = new();

    internal Mock<IApiClient> Client { get; } = new();

    /// <summary>The API server tells nothing of kinds any more.</summary>
    internal bool Away { get; set; }

    /// <summary>It is <see cref="Away"/> from the first apply on.</summary>
    internal bool AwayAfterApply { get; set; }

    internal FactsReader Reader { get; }

    internal NetworkReconciler Reconciler { get; }

    /// <summary>The reasons of the Events that were published.</summary>
    internal List<string> Events { get; } = [];

    /// <summary>A ClusterNetwork that asks for flannel, as the cache would hold it; each is another object.</summary>
    internal static ClusterNetwork Flannel() => new(Review.Network(Review.Good));

    public void Dispose()
    {
        Reader.Dispose();
        _metrics.Dispose();
    }

    private void Serve()
    {
        Caches.Hold(KubernetesKinds.Nodes, Node("node-1", "10.244.0.0/24"), Node("node-2", "10.244.1.0/24"));
        Mapper
            .Setup(m => m.FindAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string apiVersion, string kind, CancellationToken _) =>
                    Away
                        ? Task.FromException<ResourceKind?>(new ApiException("the API server is away", null))
                        : Task.FromResult<ResourceKind?>(KindOf(apiVersion, kind))
            );
        Client.Setup(c => c.Mapper).Returns(Mapper.Object);
        Client
            .Setup(c =>
                c.PageAsync(
                    It.IsAny<ResourceType<Unstructured>>(),
                    It.IsAny<ListScope>(),
                    It.IsAny<int>(),
                    It.IsAny<string?>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .ReturnsAsync(new ObjectPage<Unstructured>([], null));
        Client
            .Setup(c => c.GetRawAsync("/version", It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new JsonObject { ["major"] = "1", ["minor"] = "36" });
        Client
            .Setup(c =>
                c.ApplyAsync(It.IsAny<ResourceKind>(), It.IsAny<JsonObject>(), It.IsAny<ApplyOptions>(), It.IsAny<CancellationToken>())
            )
            .ReturnsAsync(
                (ResourceKind _, JsonObject obj, ApplyOptions _, CancellationToken _) =>
                {
                    Away |= AwayAfterApply;
                    return Stored(obj);
                }
            );
    }

    private static JsonObject Node(string name, string cidr) =>
        new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["uid"] = name,
                ["creationTimestamp"] = "2026-01-01T00:00:00Z",
            },
            ["spec"] = new JsonObject { ["podCIDRs"] = new JsonArray(cidr) },
        };

    private static ResourceKind KindOf(string apiVersion, string kind)
    {
        var parts = apiVersion.Split('/');
        return new ResourceKind(parts.Length > 1 ? parts[0] : "", parts[^1], kind, kind.ToLowerInvariant() + "s", true);
    }

    private static JsonObject Stored(JsonObject obj)
    {
        var stored = (JsonObject)obj.DeepClone();
        stored["metadata"]!["uid"] = $"{obj.Text("kind")} {obj.Text("metadata", "name")}";
        stored["metadata"]!["resourceVersion"] = "1";
        return stored;
    }
}
