using System.Globalization;
using CniOperator.Agent.Rounds;
using CniOperator.Health.Peers;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Hosting;

/// <summary>What an agent is told at its start: by its argument, and by variables that the downward API fills.</summary>
internal sealed record AgentOptions
{
    /// <summary>Where agents listen unless they are told otherwise.</summary>
    internal const ushort UsualPort = 8473;

    /// <summary>Where canaries answer the kubelet unless they are told otherwise.</summary>
    internal const ushort UsualReadinessPort = 8474;

    /// <summary>Which agent.</summary>
    internal required AgentRole Role { get; init; }

    /// <summary><c>NODE_NAME</c>.</summary>
    internal required string NodeName { get; init; }

    /// <summary><c>POD_IPS</c>, of a prober <c>HOST_IPS</c>: where it listens; on all addresses if not given.</summary>
    internal AddressPair Own { get; init; }

    /// <summary><c>HOST_IPS</c>: where the node's prober is.</summary>
    internal AddressPair Host { get; init; }

    /// <summary><c>POD_PORT</c> and <c>HOST_PORT</c>.</summary>
    internal Ports Ports { get; init; } = new(UsualPort, UsualPort);

    /// <summary><c>READINESS_PORT</c>; 0 for none, which is usual for a prober.</summary>
    internal ushort ReadinessPort { get; init; }

    /// <summary><c>DENIED_PORT</c>: one more port that answers, and that a NetworkPolicy keeps closed; 0 for none.</summary>
    internal ushort DeniedPort { get; init; }

    /// <summary><c>KEY_DIR</c>: where the keys' Secret is mounted.</summary>
    internal string KeyFolder { get; init; } = "/etc/cni-operator-agent/keys";

    /// <summary><c>OPERATOR_ADDRESSES</c>: a file with an <c>address:port</c> a line.</summary>
    internal string AddressFile { get; init; } = "/etc/cni-operator-agent/operator/addresses";

    /// <summary>Reads them; <c>null</c>, and what is wrong, if an agent cannot start so.</summary>
    internal static AgentOptions? Parse(IReadOnlyList<string> arguments, Func<string, string?> variable, out string problem)
    {
        AgentRole role = arguments is [var mode]
            ? mode switch
            {
                "canary" => AgentRole.Canary,
                "echo" => AgentRole.Echo,
                "prober" => AgentRole.Prober,
                _ => default,
            }
            : default;
        var name = variable("NODE_NAME") ?? "";
        problem =
            role == default ? "usage: cni-operator-agent canary|echo|prober"
            : name.Length is 0 or > 253 ? "NODE_NAME: the name of the node is missing"
            : "";
        var usual = new AgentOptions { Role = role, NodeName = name };
        var host = Addresses(variable("HOST_IPS"));
        var options = usual with
        {
            Host = host,
            Own = role == AgentRole.Prober ? host : Addresses(variable("POD_IPS")),
            Ports = new Ports(Port("POD_PORT", UsualPort, ref problem), Port("HOST_PORT", UsualPort, ref problem)),
            ReadinessPort = Port("READINESS_PORT", role == AgentRole.Prober ? (ushort)0 : UsualReadinessPort, ref problem),
            DeniedPort = Port("DENIED_PORT", 0, ref problem),
            KeyFolder = variable("KEY_DIR") ?? usual.KeyFolder,
            AddressFile = variable("OPERATOR_ADDRESSES") ?? usual.AddressFile,
        };
        return problem.Length == 0 ? options : null;

        ushort Port(string key, ushort otherwise, ref string wrong)
        {
            if (variable(key) is not { Length: > 0 } text)
                return otherwise;
            if (ushort.TryParse(text, CultureInfo.InvariantCulture, out var port))
                return port;
            wrong = $"{key}: {text} is not a port";
            return otherwise;
        }
    }

    private static AddressPair Addresses(string? list) =>
        AddressPair.Of((list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
