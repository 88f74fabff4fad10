using CniOperator.Health.Peers;
using CniOperator.Health.Probes;

namespace CniOperator.Health.Wire;

/// <summary>The bytes of a peer list.</summary>
internal static class PeerListCodec
{
    private const int MostFixed = 64;
    private const int MostTargets = 32;
    private const int PairBytes = 5 + 17;
    private const int PeerBytes = 16 + (2 * PairBytes);
    private const int TargetBytes = 1 + 17 + 2 + 16;
    private const int End = WireFormat.MaxBytes - WireFormat.SignatureBytes;

    internal static void Write(ref WireWriter writer, PeerList list)
    {
        writer.UInt64(list.Version);
        writer.Node(list.Node);
        Settings(ref writer, list.Settings);
        writer.Pair(list.Canary);
        writer.Pair(list.Echo);
        writer.UInt32((uint)Math.Max(0, list.Others));
        writer.Text(list.DnsName);
        // Targets leave room for eight peers, and peers take what targets leave.
        Targets(ref writer, list.Targets, End - 1 - (Math.Min(8, list.Fixed.Count) * PeerBytes));
        Peers(ref writer, list.Fixed, End);
    }

    internal static PeerList Read(ref WireReader reader) =>
        new()
        {
            Version = reader.UInt64(),
            Node = reader.Node(),
            Settings = Settings(ref reader),
            Canary = reader.Pair(),
            Echo = reader.Pair(),
            Others = reader.Count32(),
            DnsName = reader.Text(),
            Targets = Targets(ref reader),
            Fixed = Peers(ref reader, MostFixed),
        };

    /// <summary>As many as fit before <paramref name="end"/>, after their number.</summary>
    internal static void Peers(ref WireWriter writer, IReadOnlyList<Peer> peers, int end)
    {
        var count = Math.Min(Math.Min(peers.Count, byte.MaxValue), Fitting(peers, end - writer.Length - 1));
        writer.Byte((byte)count);
        for (var i = 0; i < count; i++)
        {
            writer.Node(peers[i].Node);
            writer.Pair(peers[i].Canary);
            writer.Pair(peers[i].Host);
        }
    }

    internal static IReadOnlyList<Peer> Peers(ref WireReader reader, int most)
    {
        var count = Math.Min((int)reader.Byte(), most);
        var peers = new List<Peer>(count);
        for (var i = 0; i < count && !reader.Failed; i++)
            peers.Add(new Peer(reader.Node(), reader.Pair(), reader.Pair()));
        return peers;
    }

    private static int Fitting(IReadOnlyList<Peer> peers, int room)
    {
        var count = 0;
        for (; count < peers.Count; count++)
        {
            room -= 16 + Size(peers[count].Canary) + Size(peers[count].Host);
            if (room < 0)
                break;
        }
        return count;
    }

    private static int Size(AddressPair pair) => (pair.IPv4.IsSome ? 5 : 1) + (pair.IPv6.IsSome ? 17 : 1);

    private static void Targets(ref WireWriter writer, IReadOnlyList<ProbeTarget> targets, int end)
    {
        var count = Math.Min(Math.Min(targets.Count, MostTargets), Math.Max(0, (end - writer.Length - 1) / TargetBytes));
        writer.Byte((byte)count);
        for (var i = 0; i < count; i++)
        {
            writer.Byte((byte)targets[i].Kind);
            writer.Address(targets[i].Address);
            writer.UInt16(targets[i].Port);
            writer.Node(targets[i].Node);
        }
    }

    private static List<ProbeTarget> Targets(ref WireReader reader)
    {
        var count = Math.Min((int)reader.Byte(), MostTargets);
        var targets = new List<ProbeTarget>(count);
        for (var i = 0; i < count && !reader.Failed; i++)
            targets.Add(new ProbeTarget((ProbeKind)reader.Byte(), reader.Address(), reader.UInt16(), reader.Node()));
        return targets;
    }

    private static void Settings(ref WireWriter writer, ProbeSettings settings)
    {
        Milliseconds(ref writer, settings.Interval);
        Milliseconds(ref writer, settings.Timeout);
        Milliseconds(ref writer, settings.FullSizeEvery);
        Milliseconds(ref writer, settings.BulkEvery);
        Milliseconds(ref writer, settings.ReportEvery);
        Milliseconds(ref writer, settings.Lifetime);
        writer.Byte((byte)Math.Clamp(settings.Roaming, 0, byte.MaxValue));
        writer.UInt16((ushort)Math.Clamp(settings.PodMtu, 0, ushort.MaxValue));
    }

    private static ProbeSettings Settings(ref WireReader reader) =>
        new()
        {
            Interval = Milliseconds(ref reader),
            Timeout = Milliseconds(ref reader),
            FullSizeEvery = Milliseconds(ref reader),
            BulkEvery = Milliseconds(ref reader),
            ReportEvery = Milliseconds(ref reader),
            Lifetime = Milliseconds(ref reader),
            Roaming = reader.Byte(),
            PodMtu = reader.UInt16(),
        };

    private static void Milliseconds(ref WireWriter writer, TimeSpan time) =>
        writer.UInt32((uint)Math.Clamp(time.TotalMilliseconds, 0, uint.MaxValue));

    private static TimeSpan Milliseconds(ref WireReader reader) => TimeSpan.FromMilliseconds(reader.UInt32());
}
