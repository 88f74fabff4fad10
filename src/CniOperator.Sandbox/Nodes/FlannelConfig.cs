using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Nodes;

/// <summary>flannel's net-conf.json as the daemon reads it. Rules: flannel v0.28.9, subnet and backend packages.</summary>
internal sealed record FlannelConfig(
    bool EnableIPv4,
    bool EnableIPv6,
    IPNetwork? Network,
    IPNetwork? IPv6Network,
    string Backend,
    JsonObject Options
)
{
    private static readonly Dictionary<string, (string Option, JsonValueKind Kind, string GoType)[]> OptionTypes = new(
        StringComparer.Ordinal
    )
    {
        ["vxlan"] =
        [
            ("VNI", JsonValueKind.Number, "int"),
            ("Port", JsonValueKind.Number, "int"),
            ("MTU", JsonValueKind.Number, "int"),
            ("GBP", JsonValueKind.True, "bool"),
            ("Learning", JsonValueKind.True, "bool"),
            ("DirectRouting", JsonValueKind.True, "bool"),
        ],
        ["wireguard"] =
        [
            ("ListenPort", JsonValueKind.Number, "int"),
            ("ListenPortV6", JsonValueKind.Number, "int"),
            ("MTU", JsonValueKind.Number, "int"),
            ("PersistentKeepaliveInterval", JsonValueKind.Number, "int"),
            ("PSK", JsonValueKind.String, "string"),
            ("Mode", JsonValueKind.String, "string"),
        ],
        ["ipip"] = [("DirectRouting", JsonValueKind.True, "bool")],
        ["ipsec"] =
        [
            ("UDPEncap", JsonValueKind.True, "bool"),
            ("ESPProposal", JsonValueKind.String, "string"),
            ("PSK", JsonValueKind.String, "string"),
        ],
        ["udp"] = [("Port", JsonValueKind.Number, "int")],
        ["host-gw"] = [],
        ["alloc"] = [],
        ["extension"] =
        [
            ("PreStartupCommand", JsonValueKind.String, "string"),
            ("PostStartupCommand", JsonValueKind.String, "string"),
            ("SubnetAddCommand", JsonValueKind.String, "string"),
            ("SubnetRemoveCommand", JsonValueKind.String, "string"),
        ],
        ["tencent-vpc"] = [("AccessKeyID", JsonValueKind.String, "string"), ("AccessKeySecret", JsonValueKind.String, "string")],
    };

    /// <summary>Reads the file.</summary>
    /// <exception cref="FlannelFailure">It is not what the daemon accepts; the message is the daemon's.</exception>
    public static FlannelConfig Parse(string text)
    {
        if (ParseJson(text) is not JsonObject root)
            throw Unparsable("json: cannot unmarshal value into Go value of type subnet.Config");
        var backend = root[nameof(Backend)];
        if (backend is not null and not JsonObject)
            throw Unparsable("error decoding Backend property of config: json: cannot unmarshal value into Go value");
        // Without a Backend the daemon falls back to udp, not to vxlan.
        var type = backend is null ? "udp" : backend.Text("Type") ?? "";
        return new(
            Bool(root, "EnableIPv4", true),
            Bool(root, "EnableIPv6", false),
            Cidr(root, "Network"),
            Cidr(root, "IPv6Network"),
            type,
            backend as JsonObject ?? []
        );
    }

    /// <summary>Checks the backend's own options.</summary>
    /// <exception cref="FlannelFailure">The daemon would exit; the message is the daemon's.</exception>
    public void CheckBackend()
    {
        if (!OptionTypes.TryGetValue(Backend, out var options))
            throw new FlannelFailure($"Error fetching backend: unknown backend type: {Backend}");
        foreach (var (option, kind, goType) in options)
        {
            if (Options[option] is { } value && !Fits(value, kind))
            {
                throw new FlannelFailure(
                    $"Error registering network: error decoding {Backend.ToUpperInvariant()} backend config: "
                        + $"json: cannot unmarshal {GoKind(value)} into Go struct field .{option} of type {goType}"
                );
            }
        }

        if (Backend == "ipsec" && (Options.Text("PSK") ?? "").Length < 96)
            throw new FlannelFailure("Error registering network: config error, password is too short");
    }

    private static bool Fits(JsonNode value, JsonValueKind kind)
    {
        var actual = value.GetValueKind();
        return actual == kind || (kind == JsonValueKind.True && actual == JsonValueKind.False);
    }

    private static string GoKind(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => "bool",
            var kind => kind.ToString().ToLowerInvariant(),
        };

    private static JsonNode? ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw Unparsable(e.Message);
        }
    }

    private static bool Bool(JsonObject root, string key, bool fallback) =>
        root[key] switch
        {
            null => fallback,
            var value when Fits(value, JsonValueKind.True) => value.GetValue<bool>(),
            var value => throw Unparsable($"json: cannot unmarshal {GoKind(value)} into Go struct field Config.{key} of type bool"),
        };

    private static IPNetwork? Cidr(JsonObject root, string key)
    {
        if (root[key] is not { } value)
            return null;
        return Addressing.ParseCidr(value.Text() ?? "")
            ?? throw Unparsable($"invalid CIDR address: {value.Text() ?? value.ToJsonString()}");
    }

    private static FlannelFailure Unparsable(string detail) =>
        new($"Failed to create SubnetManager: error parsing subnet config: {detail}");
}
