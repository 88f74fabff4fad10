using System.Diagnostics;
using System.Globalization;
using CniOperator.FaultLab.Network;
using CniOperator.Health.Reports;

namespace CniOperator.FaultLab.Running;

/// <summary>The real agents, as processes in the namespaces of their nodes.</summary>
internal sealed class LabAgents(LabNetwork network, byte[] key) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fault-lab-").FullName;
    private readonly Dictionary<(int Node, AgentRole Role), Process> _processes = [];
    private readonly List<Process> _others = [];
    private readonly Queue<string> _said = new();

    /// <summary>The last lines that agents printed.</summary>
    internal string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    internal void Start()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "keys"));
        File.WriteAllBytes(Path.Combine(_folder, "keys", "key-1"), key);
        File.WriteAllText(Path.Combine(_folder, "addresses"), $"{LabNetwork.OperatorAddress}:{LabNetwork.OperatorPort}\n");
        foreach (var node in network.Nodes)
        {
            _processes[(node.Index, AgentRole.Canary)] = Start(node, AgentRole.Canary, node.CanarySpace, node.Canary);
            _processes[(node.Index, AgentRole.Echo)] = Start(node, AgentRole.Echo, node.EchoSpace, node.Echo);
            _processes[(node.Index, AgentRole.Prober)] = Start(node, AgentRole.Prober, node.Space, node.Host);
        }
    }

    /// <summary>One more canary that claims to be a node's, in the place of another pod.</summary>
    internal void StartImpostor(LabNode node) => _others.Add(Start(node, AgentRole.Canary, node.EchoSpace, "127.0.0.77"));

    internal void StopImpostors()
    {
        _others.ForEach(End);
        _others.Clear();
    }

    /// <summary>Sends a signal to one agent.</summary>
    internal void Signal(LabNode node, AgentRole role, string signal) =>
        Shell.Run(null, $"kill -{signal} {_processes[(node.Index, role)].Id.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Sends a signal to all agents of a node.</summary>
    internal void Signal(LabNode node, string signal)
    {
        foreach (var role in Enum.GetValues<AgentRole>())
            Signal(node, role, signal);
    }

    public void Dispose()
    {
        foreach (var process in _processes.Values.Concat(_others))
            End(process);
        Directory.Delete(_folder, recursive: true);
    }

    private Process Start(LabNode node, AgentRole role, string space, string address)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "cni-operator-agent.dll");
        var start = new ProcessStartInfo("ip") { RedirectStandardError = true };
        foreach (var argument in new[] { "netns", "exec", space, "dotnet", dll, role.ToString().ToLowerInvariant() })
            start.ArgumentList.Add(argument);
        start.Environment["NODE_NAME"] = node.Name;
        start.Environment["POD_IPS"] = address;
        start.Environment["HOST_IPS"] = node.Host;
        start.Environment["POD_PORT"] = $"{LabNetwork.PodPort}";
        start.Environment["HOST_PORT"] = $"{LabNetwork.HostPort}";
        start.Environment["READINESS_PORT"] = role == AgentRole.Prober ? "0" : $"{LabNetwork.ReadinessPort}";
        start.Environment["DENIED_PORT"] = role == AgentRole.Echo ? $"{LabNetwork.DeniedPort}" : "0";
        start.Environment["KEY_DIR"] = Path.Combine(_folder, "keys");
        start.Environment["OPERATOR_ADDRESSES"] = Path.Combine(_folder, "addresses");
        // Fifteen runtimes start at once.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";
        var process = Process.Start(start) ?? throw new LabException("an agent does not start");
        process.ErrorDataReceived += (_, line) => Say($"{node.Name} {role}: {line.Data}");
        process.BeginErrorReadLine();
        return process;
    }

    private void Say(string line)
    {
        lock (_said)
        {
            _said.Enqueue(line);
            while (_said.Count > 40)
                _said.Dequeue();
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
