using System.Buffers.Binary;
using System.Text;
using CniOperator.Health.Reports;

namespace CniOperator.Agent.Dns;

/// <summary>As much of RFC 1035 as it takes to ask for one name's address and to see that it was answered. Pure.</summary>
public static class DnsQuery
{
    /// <summary>The most bytes of a query: the head, a name, type and class.</summary>
    public const int MostBytes = HeadBytes + 255 + 4;

    private const int HeadBytes = 12;
    private const int RecursionDesired = 0x0100;
    private const int Response = 0x8000;
    private const int ResponseCode = 0x000F;

    /// <summary>Writes a query for the A or AAAA records of a name.</summary>
    /// <returns>Its bytes; 0 if the name is not one, or has no room.</returns>
    public static int Write(Span<byte> query, ushort id, string name, AddressFamily family)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (query.Length < MostBytes)
            return 0;
        query[..HeadBytes].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(query, id);
        BinaryPrimitives.WriteUInt16BigEndian(query[2..], RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(query[4..], 1);
        var length = HeadBytes;
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            if (label.Length is 0 or > 63 || length + label.Length > MostBytes - 6 || !Ascii.IsValid(label))
                return 0;
            query[length] = (byte)label.Length;
            length += 1 + Encoding.ASCII.GetBytes(label, query[(length + 1)..]);
        }
        query[length++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(query[length..], family == AddressFamily.IPv6 ? (ushort)28 : (ushort)1);
        BinaryPrimitives.WriteUInt16BigEndian(query[(length + 2)..], 1);
        return length + 4;
    }

    /// <summary>
    /// The datagram answers the query: same id and question. Whether well is <see cref="IsSuccess"/>: an error is an answer too, and other
    /// datagrams are forged or late.
    /// </summary>
    public static bool IsAnswer(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> query) =>
        datagram.Length >= query.Length
        && query.Length > HeadBytes
        && datagram[..2].SequenceEqual(query[..2])
        && (BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) & Response) != 0
        && datagram[HeadBytes..query.Length].SequenceEqual(query[HeadBytes..]);

    /// <summary>
    /// No error in it. No record of the family is well too: the server knows the name, and a cluster with one family has no records of the
    /// other.
    /// </summary>
    public static bool IsSuccess(ReadOnlySpan<byte> answer) => (BinaryPrimitives.ReadUInt16BigEndian(answer[2..]) & ResponseCode) == 0;
}
