namespace CniOperator.Operator.Tests.Entrances;

/// <summary>Specs of kinds that went wrong in clusters, each with one thing that is odd.</summary>
internal static class OddSpecs
{
    /// <summary>A name and the text of each.</summary>
    internal static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("typha on few nodes", With("calico", "calico", """{"typha":{"mode":"Enabled","replicas":3}}""")),
        (
            "pools of two racks that leave others without",
            Of(
                """
                {"provider":"calico","podNetwork":{"cidrs":["10.81.0.0/16"]},"calico":{"pools":[
                 {"name":"rack-1","cidr":"10.81.16.0/21","nodeSelector":"rack == '1'"},{"name":"rack-2","cidr":"10.81.32.0/21","nodeSelector":"rack == '2'"}]}}
                """
            )
        ),
        ("room for four nodes", Of("""{"provider":"flannel","podNetwork":{"cidrs":["10.61.4.0/24"],"nodeMaskSizes":{"ipv4":26}}}""")),
        ("addresses of others", Of("""{"provider":"flannel","podNetwork":{"cidrs":["193.99.0.0/16"]}}""")),
        (
            "IPv6 shares too deep",
            Of(
                """{"provider":"flannel","podNetwork":{"cidrs":["10.61.0.0/16","fd00:61::/52"],"nodeMaskSizes":{"ipv6":80}},"serviceNetwork":{"cidrs":["10.62.0.0/16","fd00:62::/112"]}}"""
            )
        ),
        ("unique local addresses", Of("""{"provider":"calico","podNetwork":{"cidrs":["10.61.0.0/16","fd00:61::/64"]}}""")),
        ("an expression without an end", With("calico", "calico", """{"nodeAddress":{"ipv4Method":"interface=en[0-9"}}""")),
        (
            "Services in the pod network",
            Of("""{"provider":"flannel","podNetwork":{"cidrs":["10.60.0.0/14"]},"serviceNetwork":{"cidrs":["10.61.0.0/16"]}}""")
        ),
        ("an MTU without room for VXLAN", Of("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"],"mtu":1500}}""")),
        ("blocks of one address", With("calico", "calico", """{"blockSize":32}""")),
        ("a registry at an IPv6 address", With("flannel", "images", """{"registry":"[fd00:61::9]:8443/mirror"}""")),
        ("a registry with a scheme", With("canal", "images", """{"registry":"https://mirror.example.com"}""")),
        ("a pull secret", With("flannel", "images", """{"registry":"mirror.example.com","pullSecrets":["mirror"]}""")),
        ("folders of another distribution", With("flannel", "flannel", """{"cni":{"confDir":"/opt/d/net.d","binDir":"/opt/d/bin"}}""")),
        (
            "folders of another distribution for Weave",
            With("weave", "weave", """{"cni":{"confDir":"/opt/d/net.d","binDir":"/opt/d/bin"}}""")
        ),
        (
            "a patch that copies a secret into a label",
            With(
                "flannel",
                """
                "flannel":{"backend":{"type":"ipsec","pskSecretRef":{"name":"psk","key":"key"}}},
                "patches":[{"target":{"kind":"Secret","name":"kube-flannel-cfg"},"patch":[{"op":"copy","from":"/data","path":"/metadata/annotations"}]}]
                """
            )
        ),
        (
            "a Secret of the operator",
            With(
                "flannel",
                "flannel",
                """{"backend":{"type":"ipsec","pskSecretRef":{"name":"cni-operator-webhook-cert","key":"tls.key"}}}"""
            )
        ),
        ("a patch that nests itself", With("flannel", "patches", $$$"""[{{{Nested()}}}]""")),
        (
            "a patch that makes a container privileged",
            With(
                "weave",
                """
                "acknowledge":["weave/legacy"],"patches":[{"target":{"kind":"DaemonSet","name":"weave-net"},
                "patch":{"spec":{"template":{"spec":{"hostPID":true,"containers":[{"name":"more","image":"e.example.com/x","securityContext":{"privileged":true}}]}}}}}]
                """
            )
        ),
        ("a patch of nothing", With("canal", "patches", """[{"target":{"kind":"DaemonSet","name":"absent"},"patch":"{}"}]""")),
        ("no nodes at all", With("flannel", "placement", """{"nodeSelector":{}}""")),
        (
            "what is acknowledged",
            Of("""{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.1/16"]},"acknowledge":["addresses/host-bits"]}""")
        ),
        ("an acknowledgement of nothing", With("calico", "acknowledge", """["nonesuch/rule","addresses/host-bits"]""")),
        ("settings of another provider", With("flannel", "calico", """{"blockSize":27}""")),
        ("a provider alone", Of("""{"provider":"flannel"}""")),
        ("nothing", Of("{}")),
        ("numbers for texts", Of("""{"provider":7,"podNetwork":{"cidrs":[1]}}""")),
        ("three pod networks", Of("""{"provider":"flannel","podNetwork":{"cidrs":["10.0.0.0/16","10.1.0.0/16","fd00::/56"]}}""")),
        ("two of one family", Of("""{"provider":"flannel","podNetwork":{"cidrs":["10.0.0.0/16","10.1.0.0/16"]}}""")),
        (
            "more nodes than fit, says the annotation",
            """
            apiVersion: cni-operator.io/v1alpha1
            kind: ClusterNetwork
            metadata: {name: default, annotations: {cni-operator.io/max-nodes: "300"}}
            spec: {provider: flannel, podNetwork: {cidrs: [10.244.0.0/16]}}
            """
        ),
        (
            "an annotation that is not a number",
            """
            apiVersion: cni-operator.io/v1alpha1
            kind: ClusterNetwork
            metadata: {name: default, annotations: {cni-operator.io/max-nodes: many}}
            spec: {provider: flannel, podNetwork: {cidrs: [10.244.0.0/16]}}
            """
        ),
    ];

    private static string With(string provider, string field, string value) => With(provider, $"\"{field}\":{value}");

    private static string With(string provider, string more) =>
        Of($$"""{"provider":"{{provider}}","podNetwork":{"cidrs":["10.244.0.0/16"]},{{more}} }""");

    private static string Of(string spec) => Inputs.OfSpec(spec);

    // Each copies the whole into its innermost place: the depth doubles.
    private static string Nested()
    {
        var copies = Enumerable
            .Range(0, 9)
            .Select(i => $$"""{"op":"copy","from":"/metadata/x","path":"/metadata/x{{string.Concat(Enumerable.Repeat("/x", 1 << i))}}"}""");
        return $$$"""{"target":{"kind":"ConfigMap","name":"kube-flannel-cfg"},"patch":[{"op":"add","path":"/metadata/x","value":{}},{{{string.Join(',', copies)}}}]}""";
    }
}
