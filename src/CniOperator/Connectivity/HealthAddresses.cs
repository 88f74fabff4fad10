using System.Globalization;
using System.Net;

namespace CniOperator.Connectivity;

/// <summary>Where reports of health agents are taken, as command lines have it.</summary>
internal static class HealthAddresses
{
    /// <summary>How many there may be: one of each family.</summary>
    internal const int Most = 2;

    /// <summary>
    /// Reads <c>host:port</c>, or several with commas. The port is what follows the last colon, so that what the downward API gives of an
    /// IPv6 node needs no brackets.
    /// </summary>
    /// <param name="texts">What was given; empty ones count for nothing.</param>
    /// <param name="problem">What is wrong; empty if nothing is.</param>
    internal static IReadOnlyList<IPEndPoint> Parse(IEnumerable<string> texts, out string problem)
    {
        problem = "";
        var addresses = new List<IPEndPoint>();
        foreach (var text in texts.SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (Parse(text) is not { } address)
                problem = $"\"{text}\": expected HOST:PORT, such as 192.0.2.7:8476";
            else if (address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any))
                problem = $"\"{text}\": agents on other nodes must reach it; give the address of this node";
            else if (!addresses.Contains(address))
                addresses.Add(address);
        }

        if (addresses.Count > Most)
            problem = $"{addresses.Count} addresses: give at most {Most}, one of each family";
        return addresses;
    }

    private static IPEndPoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return null;
        var host = text[..colon];
        if (host is ['[', .. var inner, ']'])
            host = inner;
        return port > 0 && IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : null;
    }
}
