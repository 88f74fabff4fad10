using System.Text;
using CniOperator.Core.AddressPlan.Networks;

namespace CniOperator.Commands.Plan;

/// <summary>An explanation for people.</summary>
internal static class ExplainText
{
    private const int MostOwners = 10;
    private const int LabelWidth = 15;
    private const int BitsInLine = 32;

    public static void Write(Explanation explanation, TextWriter output)
    {
        var (facts, network) = (explanation.Facts, explanation.Facts.Network);
        output.WriteLine(Title(explanation, network));
        output.WriteLine();
        Line("Netmask", facts.Netmask.ToString());
        Line("Wildcard", facts.Wildcard.ToString());
        if (network.HostBits > 0)
        {
            Line("First address", facts.First.ToString());
            Line("Last address", facts.Last.ToString());
            Line("Usable range", $"{facts.FirstUsable} - {facts.LastUsable}");
        }

        var usable = network is { Family: IpFamily.IPv4, HostBits: > 1 } ? $", {Amount.Of(facts.Usable)} of them usable" : "";
        Line("Addresses", Count(network.HostBits) + usable);
        foreach (var (i, line) in Binary(facts).Index())
            Line(i == 0 ? "Binary" : "", line);
        Line("Space", $"{facts.Space.Name}, {facts.Space.Network} ({facts.Space.Source})");
        foreach (var (i, known) in explanation.Defaults.Index())
            Line(i == 0 ? "By default" : "", $"{known.Network} is for {known.Whose}");
        Line("Node subnets", NodeSubnets(network, explanation.NodeMask));
        foreach (var (i, line) in Whereabouts(explanation).Index())
            Line(i == 0 ? "In the plan" : "", line);

        void Line(string label, string text) => output.WriteLine($"{label.PadRight(LabelWidth)}{text}");
    }

    private static string Title(Explanation explanation, IpNetwork network) =>
        explanation.Address is not { } address ? network.ToString()
        : network.HostBits == 0 ? $"{address}, an address"
        : $"{address}, an address in {network}";

    private static string Count(int bits) =>
        bits < 11 ? Amount.Of(1L << bits) : $"2^{bits}{(bits < 40 ? $" = {Amount.Of(1L << bits)}" : "")}";

    private static string NodeSubnets(IpNetwork network, int mask) =>
        network.PrefixLength == mask ? $"is one of /{mask}"
        : network.PrefixLength < mask ? $"{Amount.Of(network.SubnetCount(mask))} of /{mask}"
        : $"lies in {new IpNetwork(network.First, mask)}, one of /{mask}";

    private static IEnumerable<string> Whereabouts(Explanation explanation)
    {
        if (explanation.Plan is not { } plan)
            yield break;
        var network = explanation.Facts.Network;
        var families = plan.Families.Where(f => f.Pods.Overlaps(network)).ToList();
        if (families.Count == 0)
            yield return $"outside of the pod network ({string.Join(", ", plan.Families.Select(f => f.Pods))})";
        foreach (var owner in explanation.Owners.Take(MostOwners))
            yield return $"{owner.Network} is the subnet of {owner.Node.Name}";
        if (explanation.Owners.Count > MostOwners)
            yield return $"... {Amount.Of(explanation.Owners.Count - MostOwners)} more; -o json has all";
        if (explanation.Owners.Count == 0 && families.Exists(f => f.Shares is not null))
            yield return "no node has it";
    }

    /// <summary>The bits, with <c>|</c> after the prefix; IPv6 in lines of 32.</summary>
    private static IEnumerable<string> Binary(SubnetLayout facts)
    {
        var (separator, group) = facts.Network.Family == IpFamily.IPv4 ? ('.', 8) : (':', 16);
        var line = new StringBuilder();
        foreach (var (bit, digit) in facts.Binary.Where(char.IsAsciiDigit).Index())
        {
            if (bit > 0 && bit == facts.Network.PrefixLength)
                line.Append('|');
            else if (bit > 0 && bit % group == 0)
                line.Append(separator);
            if (bit > 0 && bit % BitsInLine == 0)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(digit);
        }

        yield return line.ToString();
    }
}
