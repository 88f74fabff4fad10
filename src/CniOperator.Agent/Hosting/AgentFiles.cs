using CniOperator.Agent.Network;
using CniOperator.Health.Reports;
using CniOperator.Health.Wire;

namespace CniOperator.Agent.Hosting;

/// <summary>
/// The keys and the operator's addresses, as the kubelet keeps them up to date in mounted folders. What cannot be read leaves the last
/// value in force.
/// </summary>
internal sealed class AgentFiles(AgentOptions options, Action<string> say)
{
    private const int MostBytes = 64 * 1024;

    private volatile WireKeys? _keys;
    private volatile IReadOnlyList<ProbeEndpoint> _ways = Relays(options);
    private string _problem = "";

    /// <summary>The keys; <c>null</c> before the first.</summary>
    internal WireKeys? Keys => _keys;

    /// <summary>The operator's addresses, and of a canary the prober of its node behind them.</summary>
    internal IReadOnlyList<ProbeEndpoint> Ways => _ways;

    /// <summary>Reads them again.</summary>
    internal void Refresh()
    {
        try
        {
            var keys = WireKeys.Parse(Entries(), out var problem);
            _keys = keys ?? _keys;
            _ways = [.. Addresses(), .. Relays(options)];
            Say(problem.Length == 0 ? "" : $"{options.KeyFolder}: {problem}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say(error.Message);
        }
    }

    private static ProbeEndpoint[] Relays(AgentOptions options)
    {
        var host = options.Host.IPv4.IsSome ? options.Host.IPv4 : options.Host[AddressFamily.IPv6];
        return options.Role == AgentRole.Prober || !host.IsSome ? [] : [new ProbeEndpoint(host, options.Ports.Host)];
    }

    /// <summary>A Secret's folder holds its entries, and names with two dots by which the kubelet exchanges all at once.</summary>
    private IEnumerable<KeyValuePair<string, byte[]>> Entries() =>
        from path in Directory.EnumerateFiles(options.KeyFolder)
        let name = Path.GetFileName(path)
        where !name.StartsWith("..", StringComparison.Ordinal) && new FileInfo(path).Length <= MostBytes
        select new KeyValuePair<string, byte[]>(name, File.ReadAllBytes(path));

    private IEnumerable<ProbeEndpoint> Addresses() =>
        File.Exists(options.AddressFile)
            ? File.ReadLines(options.AddressFile).Take(16).Select(l => ProbeEndpoint.Of(l.Trim())).OfType<ProbeEndpoint>()
            : [];

    private void Say(string problem)
    {
        if (problem != _problem && problem.Length > 0)
            say(problem);
        _problem = problem;
    }
}
