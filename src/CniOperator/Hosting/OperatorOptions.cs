using System.Net;
using CniOperator.Connectivity;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Webhooks;
using k8s;
using Microsoft.Extensions.Logging;

namespace CniOperator.Hosting;

/// <summary>How the operator is run.</summary>
public sealed record OperatorOptions
{
    /// <summary>The cluster and who we are in it; see <c>ClusterConnection.Load</c>.</summary>
    public required KubernetesClientConfiguration Connection { get; init; }

    /// <summary>Elect a leader among replicas. Without it this process always works.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Where <c>/metrics</c> is served, <c>host:port</c>; <c>:0</c> picks a port, empty serves nothing.</summary>
    public string MetricsAddress { get; init; } = ":8080";

    /// <summary>Where <c>/healthz</c> and <c>/readyz</c> are served, as above.</summary>
    public string ProbesAddress { get; init; } = ":8081";

    /// <summary>The namespace of the operator's Lease, its Secrets and its records.</summary>
    public string Namespace { get; init; } = ClusterNetworkApi.OperatorNamespace;

    /// <summary>The validating webhook; <c>null</c>: none is served.</summary>
    public WebhookOptions? Webhook { get; init; }

    /// <summary>Where reports of health agents are taken (UDP); none: connectivity is not observed.</summary>
    public IReadOnlyList<IPEndPoint> HealthAddresses { get; init; } = [];

    /// <summary>The image of health agents; <c>null</c>: that of this process' own pod.</summary>
    public string? AgentImage { get; init; }

    /// <summary>Health agents that run in this process, in place of <see cref="HealthAddresses"/>.</summary>
    public ReportLink? Reports { get; init; }

    /// <summary>The addons.</summary>
    public AddonCatalog Catalog { get; init; } = AddonCatalog.BuiltIn;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Sets logging up; <c>null</c> for none.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}
