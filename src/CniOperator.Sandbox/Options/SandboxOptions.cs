namespace CniOperator.Sandbox.Options;

/// <summary>How large the embedded cluster is and which addresses it uses. It is for trying and for tests, never for production.</summary>
public sealed record SandboxOptions
{
    /// <summary>Number of simulated nodes, named <c>node-1</c> to <c>node-N</c>. Zero is allowed.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Loopback port of the API server; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock of everything inside: tests control it, the commands use the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// What kube-controller-manager calls <c>--cluster-cidr</c>: one range, or one IPv4 and one IPv6 range separated by a comma.
    /// Empty: pod ranges are not allocated (<c>--allocate-node-cidrs=false</c>).
    /// </summary>
    public string PodCidr { get; init; } = "10.244.0.0/16";

    /// <summary>Prefix length of one node's IPv4 pod range (<c>--node-cidr-mask-size-ipv4</c>).</summary>
    public int NodeMask { get; init; } = 24;

    /// <summary>Prefix length of one node's IPv6 pod range (<c>--node-cidr-mask-size-ipv6</c>).</summary>
    public int NodeMaskIPv6 { get; init; } = 64;

    /// <summary>Service range (<c>--service-cluster-ip-range</c>): one range, or two of different families separated by a comma.</summary>
    public string ServiceCidr { get; init; } = "10.96.0.0/12";

    /// <summary>Network of the nodes' own IPv4 addresses; the first node gets the second address.</summary>
    public string NodeNetwork { get; init; } = "172.18.0.0/16";

    /// <summary>Network of the nodes' own IPv6 addresses, used when <see cref="PodCidr"/> has an IPv6 range.</summary>
    public string NodeNetworkIPv6 { get; init; } = "fc00:f853:ccd:e793::/64";

    /// <summary>Processor architecture that the nodes report (<c>amd64</c>, <c>arm64</c>).</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>How long the simulated kubelets take for each step.</summary>
    public NodeTimings Timings { get; init; } = new();

    /// <summary>Receives one line for each thing that a control loop could not do; null drops them after counting.</summary>
    public Action<string>? Log { get; init; }
}
