using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// flanneld's command line, in Go's flag syntax (<c>-x</c>, <c>--x</c>, <c>--x=y</c>), with FLANNELD_* variables as fallback.
/// </summary>
internal sealed class FlannelFlags
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "kube-subnet-mgr",
        "ip-masq",
        "ip-masq-fully-random-disable",
        "iface",
        "iface-regex",
        "iface-can-reach",
        "public-ip",
        "public-ipv6",
        "subnet-file",
        "net-config-path",
        "healthz-ip",
        "healthz-port",
        "iptables-resync",
        "iptables-forward-rules",
        "ip-blackhole-route",
        "set-node-network-unavailable",
        "kube-annotation-prefix",
        "kube-api-url",
        "kubeconfig-file",
        "subnet-lease-renew-margin",
        "v",
        "vmodule",
        "version",
        "etcd-endpoints",
        "etcd-prefix",
        "etcd-keyfile",
        "etcd-certfile",
        "etcd-cafile",
        "etcd-username",
        "etcd-password",
        "logtostderr",
        "alsologtostderr",
        "stderrthreshold",
    };

    private static readonly HashSet<string> Switches = new(StringComparer.Ordinal)
    {
        "kube-subnet-mgr",
        "ip-masq",
        "ip-masq-fully-random-disable",
        "iptables-forward-rules",
        "ip-blackhole-route",
        "set-node-network-unavailable",
        "version",
        "logtostderr",
        "alsologtostderr",
    };

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private FlannelFlags() { }

    /// <summary>The first flag that the daemon does not know; it then prints its usage and exits with 2.</summary>
    public string? Unknown { get; private set; }

    public static FlannelFlags Of(JsonObject container)
    {
        var flags = new FlannelFlags();
        foreach (var variable in container.Items("env"))
        {
            if (variable.PartName().StartsWith("FLANNELD_", StringComparison.Ordinal) && variable.Text("value") is { } value)
                flags._values[variable.PartName()["FLANNELD_".Length..].ToLowerInvariant().Replace('_', '-')] = value;
        }

        // A manifest may have flags in the command too, as upstream's for Canal; other arguments are skipped.
        flags.Read([.. container.Texts("command"), .. container.Texts("args")]);
        return flags;
    }

    public string Get(string name, string fallback) => _values.GetValueOrDefault(name, fallback);

    public bool Is(string name, bool fallback = false) =>
        Get(name, fallback ? "true" : "false") is "true" or "1" or "t" or "T" or "TRUE" or "True";

    public long Number(string name, long fallback) =>
        long.TryParse(Get(name, ""), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : fallback;

    private void Read(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith('-'))
                continue;
            var word = words[i].TrimStart('-');
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (!Known.Contains(name))
                Unknown ??= name;
            if (equals >= 0)
                _values[name] = word[(equals + 1)..];
            else if (Switches.Contains(name) || i + 1 >= words.Count)
                _values[name] = "true";
            else
                _values[name] = words[++i];
        }
    }
}
