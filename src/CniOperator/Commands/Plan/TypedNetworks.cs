using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Notation;

namespace CniOperator.Commands.Plan;

/// <summary>Reads <c>--pod-cidr</c> and <c>--node-mask</c>: lists of at most one network a family, and of one mask for each.</summary>
internal static class TypedNetworks
{
    private const string PodCidr = "--pod-cidr";
    private const string NodeMask = "--node-mask";

    /// <exception cref="InputException">Something is wrong with one of them.</exception>
    public static IReadOnlyList<(IpNetwork Pods, int NodeMask)> Read(string podCidr, string? nodeMask)
    {
        var networks = podCidr.Split(',').Select(text => Network(PodCidr, text)).ToList();
        if (networks.GroupBy(n => n.Family).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException(
                $"{PodCidr} \"{podCidr}\": {string.Join(" and ", twice)} are {twice.Key} alike; give one network of each family"
            );
        var masks = nodeMask?.Split(',') ?? [];
        if (masks.Length > networks.Count)
        {
            var count = $"{Amount.Of(masks.Length, "mask")} for {Amount.Of(networks.Count, "pod network")}";
            throw new InputException($"{NodeMask} \"{nodeMask}\": has {count}; give one for each, in the order of {PodCidr}");
        }

        return [.. networks.Select((n, i) => (n, i < masks.Length ? Mask(masks[i], n) : Default(n)))];
    }

    /// <summary>The prefix length of a node's share that is usual for a family, as <c>spec.podNetwork.nodeMaskSizes</c> has it.</summary>
    public static int Usual(IpFamily family) => family == IpFamily.IPv4 ? 24 : 64;

    /// <summary>A mask as <c>24</c> or <c>/24</c>.</summary>
    /// <exception cref="InputException">It is none of the family.</exception>
    public static int Mask(string text, IpFamily family) =>
        Typed.Number(NodeMask, text.StartsWith('/') ? text[1..] : text, 0, family.Width());

    private static int Mask(string text, IpNetwork pods)
    {
        var mask = Mask(text, pods.Family);
        return mask >= pods.PrefixLength ? mask : throw TooShort($"{NodeMask} {mask}", mask, pods);
    }

    private static int Default(IpNetwork pods)
    {
        var mask = Usual(pods.Family);
        return mask >= pods.PrefixLength ? mask : throw TooShort($"{PodCidr} {pods}", mask, pods);
    }

    private static InputException TooShort(string what, int mask, IpNetwork pods) =>
        new(
            $"{what}: a node subnet of /{mask} is larger than the whole pod network {pods}; "
                + $"give {NodeMask} from {pods.PrefixLength} to {pods.Family.Width()} for it, or a wider network"
        );

    /// <summary>A network out of an object or a spec; bits beyond its prefix are dropped, and what is none is nothing.</summary>
    public static IpNetwork? Find(string text) => CidrText.TryRead(text, out var network) ? network : null;

    /// <summary>A network, with bits beyond its prefix or without, or an address, which has no prefix length.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static (IpAddress Address, int? PrefixLength) Explainable(string option, string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            var cidr = CidrText.Read(text);
            return cidr.Problem is { } problem
                ? throw Refused(option, text, problem, "10.244.0.0/16")
                : (cidr.Address, cidr.Network.PrefixLength);
        }

        var address = AddressText.Read(text);
        return address.Problem is { } flaw ? throw Refused(option, text, flaw, "10.244.3.7 or 10.244.0.0/16") : (address.Address, null);
    }

    private static IpNetwork Network(string option, string text)
    {
        var reading = CidrText.Read(text);
        if (reading.Problem is { } problem)
            throw Refused(option, text, problem, "10.244.0.0/16 or fd00:10:244::/56");
        if (reading.HasHostBits)
            throw new InputException($"{option} \"{text}\": is an address in the network {reading.Network}; write {reading.Network}");
        return reading.Network;
    }

    private static InputException Refused(string option, string text, TextProblem problem, string example) =>
        new($"{option} \"{text}\": {problem.What}; write {problem.Corrected ?? $"one as {example}"}");
}
