using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Rollout;
using CniOperator.Health;
using CniOperator.Health.Kubelet;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client.Resources;
using k8s;
using k8s.Models;

namespace CniOperator.Connectivity.Observing;

/// <summary>
/// A pod of the health agents, as this operator caches it. A cluster of 5,000 nodes has 15,000 of them: of each a few words are kept, and
/// texts that many share once.
/// </summary>
internal sealed class AgentPod : IKubernetesObject<V1ObjectMeta>
{
    // As KEP-3157 marks the end of the list within a streaming list.
    private const string EndOfList = "k8s.io/initial-events-end";

    private static readonly ResourceType<Unstructured> Raw = Unstructured.Of(
        KubernetesKinds.Pods,
        KeptFields.Of([
            .. PodView.NodeFields,
            "metadata.labels",
            "status.phase",
            "status.reason",
            "status.message",
            "status.podIP",
            "status.podIPs.ip",
            "status.conditions.type",
            "status.conditions.status",
            "status.conditions.message",
            "status.containerStatuses.ready",
            "status.containerStatuses.state",
        ])
    );

    private readonly Guid _uid;
    private readonly string _version;
    private readonly bool _endsList;

    private AgentPod(JsonObject pod)
    {
        Name = pod.Name();
        _uid = NodeId.Of(pod.Uid()).Value;
        _version = pod.Text("metadata", "resourceVersion") ?? "";
        _endsList = pod.Text("metadata", "annotations", EndOfList) == "true";
        Node = SharedTexts.Of(PodView.NodeOf(pod));
        Labels = SharedTexts.Of(pod.At("metadata", "labels"));
        Role = RoleOf(pod.Text("metadata", "labels", AgentNames.RoleLabel));
        Terminating = pod.IsDeleting();
        var addresses = pod.Items("status", "podIPs").Select(i => i.Text("ip") ?? "");
        Addresses = AddressPair.Of(pod.At("status", "podIPs") is null ? [pod.Text("status", "podIP") ?? ""] : addresses);
        var container = pod.Items("status", "containerStatuses").FirstOrDefault();
        Started = container.Time("state", "running", "startedAt");
        var isReady = pod.ConditionIs("Ready", "True");
        Readiness =
            Started is null ? CanaryReadiness.NotRunning
            : isReady ? CanaryReadiness.Ready
            : CanaryReadiness.NotReady;
        Message = Started is null ? SharedTexts.Of(WhyNot(pod, container)) : "";
    }

    /// <summary>How pods are read.</summary>
    internal static ResourceType<AgentPod> Type { get; } =
        new(
            KubernetesKinds.Pods,
            JsonMetadataServices.CreateValueInfo<AgentPod>(
                new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() },
                new PodConverter()
            )
        );

    /// <summary>Its name.</summary>
    internal string Name { get; }

    /// <summary>The name of its node, or of that which it is meant for; empty when neither is said.</summary>
    internal string Node { get; }

    /// <summary>Which agent; 0 for none that is known.</summary>
    internal AgentRole Role { get; }

    /// <summary>Its labels as JSON, the same text for the same labels.</summary>
    internal string Labels { get; }

    /// <summary>Its addresses.</summary>
    internal AddressPair Addresses { get; }

    /// <summary>When its container started; <c>null</c> when it does not run.</summary>
    internal DateTimeOffset? Started { get; }

    /// <summary>What the kubelet says of it.</summary>
    internal CanaryReadiness Readiness { get; }

    /// <summary>It is being deleted.</summary>
    internal bool Terminating { get; }

    /// <summary>Why it does not run; empty while it does.</summary>
    internal string Message { get; }

    /// <inheritdoc/>
    public string ApiVersion
    {
        get => KubernetesKinds.Pods.ApiVersion;
        set { }
    }

    /// <inheritdoc/>
    public string Kind
    {
        get => KubernetesKinds.Pods.Kind;
        set { }
    }

    /// <summary>What caches look at; made when they do.</summary>
    public V1ObjectMeta Metadata
    {
        get =>
            new()
            {
                Name = Name,
                NamespaceProperty = Core.Api.ClusterNetworkApi.OperatorNamespace,
                Uid = _uid.ToString(),
                ResourceVersion = _version,
                Annotations = _endsList ? new Dictionary<string, string> { [EndOfList] = "true" } : null,
            };
        set { }
    }

    /// <summary>Reads a <c>v1</c> Pod.</summary>
    internal static AgentPod Of(JsonObject pod) => new(pod);

    /// <summary>Of two pods of one agent on one node, the one that counts: not the one that goes, else the younger.</summary>
    internal static AgentPod Better(AgentPod one, AgentPod other) =>
        one.Terminating != other.Terminating ? (one.Terminating ? other : one)
        : one.Started != other.Started ? (one.Started > other.Started || other.Started is null ? one : other)
        : string.CompareOrdinal(one.Name, other.Name) < 0 ? one
        : other;

    private static AgentRole RoleOf(string? label) =>
        label switch
        {
            "canary" => AgentRole.Canary,
            "echo" => AgentRole.Echo,
            "prober" => AgentRole.Prober,
            _ => default,
        };

    private static string WhyNot(JsonObject pod, JsonObject? container)
    {
        var waiting = container?.At("state", "waiting") ?? container?.At("state", "terminated");
        var (reason, message) = (waiting.Text("reason"), waiting.Text("message"));
        if (waiting is null)
        {
            var scheduled = ConditionReader.Find(pod["status"] as JsonObject, "PodScheduled");
            (reason, message) =
                scheduled.Text("status") == "False"
                    ? ("no node takes it", scheduled.Text("message"))
                    : (pod.Text("status", "reason") ?? pod.Text("status", "phase"), pod.Text("status", "message"));
        }

        return string.IsNullOrEmpty(message) ? reason ?? "" : $"{reason}: {message}";
    }

    private sealed class PodConverter : JsonConverter<AgentPod>
    {
        public override AgentPod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new((JsonSerializer.Deserialize(ref reader, Raw.TypeInfo) ?? throw new JsonException("a pod is null")).Json);

        public override void Write(Utf8JsonWriter writer, AgentPod value, JsonSerializerOptions options) =>
            throw new NotSupportedException("agents' pods are only read");
    }
}
