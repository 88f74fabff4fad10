using CniOperator.Health.Probes;

namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What a kind of probe is called in messages.</summary>
internal static class ProbeNames
{
    internal static string Of(ProbeKind kind) =>
        kind switch
        {
            ProbeKind.PodToPodSameNode => "same node",
            ProbeKind.HostToLocalPod => "host to its pod",
            ProbeKind.HostToLocalEcho => "host to its second pod",
            ProbeKind.ServiceLocal => "Service to a local pod",
            ProbeKind.ServiceRemote => "Service to a remote pod",
            ProbeKind.ServiceHairpin => "Service to itself",
            ProbeKind.HostToService => "host to Service",
            ProbeKind.DnsByService => "DNS by its Service",
            ProbeKind.DnsDirect => "DNS by a pod's address",
            ProbeKind.PolicyAllowed => "allowed traffic",
            ProbeKind.PolicyDenied => "denied traffic kept out",
            _ => kind.ToString(),
        };
}
