namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>Networks that well-known programs take unless they are told another: what a plan meets sooner or later.</summary>
public static class KnownDefaults
{
    /// <summary>docker0's network when Docker's configuration says nothing.</summary>
    public static IpNetwork DockerBridge { get; } = new(new IpAddress(IpFamily.IPv4, 0xac11_0000), 16);

    /// <summary>The networks, each with who takes it for what.</summary>
    public static IReadOnlyList<KnownDefault> All { get; } =
    [
        V4(10, 32, 0, 0, 12, "Weave Net's pods"),
        V4(10, 42, 0, 0, 16, "k3s' pods"),
        V4(10, 43, 0, 0, 16, "k3s' Services"),
        V4(10, 96, 0, 0, 12, "kubeadm's Services"),
        V4(10, 128, 0, 0, 14, "OpenShift's pods"),
        V4(10, 244, 0, 0, 16, "flannel's pods, and kind's"),
        new(DockerBridge, "Docker's bridge docker0"),
        V4(172, 18, 0, 0, 16, "Docker's next network, often kind's nodes"),
        V4(172, 30, 0, 0, 16, "OpenShift's Services"),
        V4(192, 168, 0, 0, 16, "Calico's pods, and many home networks"),
        V4(192, 168, 122, 0, 24, "libvirt's bridge virbr0"),
        V6(0xfd00_0010_0096_0000, 112, "kind's Services"),
        V6(0xfd00_0010_0244_0000, 56, "kind's pods"),
    ];

    /// <summary>Those that share an address with a network, in order.</summary>
    public static IEnumerable<KnownDefault> Meeting(IpNetwork network) => All.Where(d => d.Network.Overlaps(network));

    private static KnownDefault V4(byte a, byte b, byte c, byte d, int prefixLength, string whose) =>
        new(new IpNetwork(new IpAddress(IpFamily.IPv4, ((uint)a << 24) | ((uint)b << 16) | ((uint)c << 8) | d), prefixLength), whose);

    private static KnownDefault V6(ulong upper, int prefixLength, string whose) =>
        new(new IpNetwork(new IpAddress(IpFamily.IPv6, new UInt128(upper, 0)), prefixLength), whose);
}
