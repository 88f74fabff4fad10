using CniOperator.Health.Wire;
using CsCheck;

namespace CniOperator.Agent.Tests.Wire;

public sealed class HostileInputTests
{
    [Fact]
    public void Random_bytes_are_refused() => Gen.Byte.Array[0, 2000].Check(bytes => !Any.IsRead(bytes, Any.Keys), iter: 500);

    [Fact]
    public void Random_bytes_after_a_true_head_are_refused() =>
        Gen.Select(Gen.Byte.Array[20, 1200], Gen.Byte[1, 6])
            .Check(
                (bytes, kind) =>
                {
                    (bytes[0], bytes[1], bytes[2]) = (WireFormat.Version, kind, Any.Keys.Current.Id);
                    return !Any.IsRead(bytes, Any.Keys);
                },
                iter: 500
            );

    [Fact]
    public void A_truncated_datagram_is_refused() =>
        Gen.Select(Any.Datagram, Gen.Double[0, 0.999])
            .Check((bytes, share) => !Any.IsRead(bytes[..(int)(bytes.Length * share)], Any.Keys), iter: 500);

    [Fact]
    public void A_datagram_with_one_bit_flipped_is_refused() =>
        Gen.Select(Any.Datagram, Gen.Double[0, 0.999], Gen.Int[0, 7])
            .Check(
                (bytes, share, bit) =>
                {
                    bytes[(int)(bytes.Length * share)] ^= (byte)(1 << bit);
                    return !Any.IsRead(bytes, Any.Keys);
                },
                iter: 500
            );

    [Fact]
    public void A_datagram_with_bytes_added_is_refused() =>
        Gen.Select(Any.Datagram, Gen.Byte.Array[1, 70_000]).Check((bytes, more) => !Any.IsRead([.. bytes, .. more], Any.Keys));

    [Fact]
    public void A_datagram_signed_with_another_key_of_the_same_id_is_refused() =>
        Any.Datagram.Check(bytes => !Any.IsRead(bytes, new WireKeys(Any.Key(1, 9))));

    [Fact]
    public void A_signed_body_of_random_bytes_never_throws() =>
        Gen.Select(Gen.Byte.Array[0, 1180], Gen.Byte[1, 6])
            .Check(
                (body, kind) =>
                {
                    var datagram = new byte[4 + body.Length + WireFormat.SignatureBytes];
                    (datagram[0], datagram[1]) = (WireFormat.Version, kind);
                    body.CopyTo(datagram, 4);
                    Any.Keys.Seal(datagram, 4 + body.Length);
                    Any.IsRead(datagram, Any.Keys);
                    return true;
                },
                iter: 2000
            );

    [Fact]
    public void A_report_of_ten_megabytes_is_refused_before_it_is_hashed()
    {
        var bytes = new byte[10_000_000];
        (bytes[0], bytes[1], bytes[2]) = (WireFormat.Version, (byte)WireKind.Report, 1);
        Any.Keys.Seal(bytes, bytes.Length - WireFormat.SignatureBytes);
        Assert.True(Any.Keys.IsGenuine(bytes));
        Assert.Null(ReportMessage.Read(bytes, Any.Keys));
    }

    [Fact]
    public void No_answer_is_larger_than_what_it_answers()
    {
        Assert.True(ProbeAnswer.MostBytes <= ProbeMessage.LeastBytes);
        Any.Answer.Check(answer => Any.Written(b => answer.Write(b, Any.Keys)).Length <= ProbeMessage.LeastBytes);
        Any.Report(0).Check(report => Any.Written(b => report.Write(b, Any.Keys)).Length >= ReportAck.Bytes);
        Gen.Select(Any.Peer.List[0, 200], Any.Target.List[0, 200], Any.List)
            .Check(
                (peers, targets, list) =>
                {
                    var page = new PeersPage(1, list with { Fixed = peers, Targets = targets }, null);
                    return Any.Written(b => page.Write(b, Any.Keys)).Length is > 0 and <= WireFormat.MaxBytes;
                }
            );
    }

    [Fact]
    public void A_request_for_peers_that_is_not_padded_is_refused()
    {
        var request = Any.Written(b => new PeersRequest(1, "node-1", Health.Reports.AgentRole.Canary, 0, null).Write(b, Any.Keys));
        Assert.Equal(WireFormat.MaxBytes, request.Length);
        var small = request[..200];
        Any.Keys.Seal(small, small.Length - WireFormat.SignatureBytes);
        Assert.Null(PeersRequest.Read(small, Any.Keys));
    }

    [Fact]
    public void Another_version_is_refused() =>
        Any.Datagram.Check(bytes =>
        {
            bytes[0] = WireFormat.Version + 1;
            Any.Keys.Seal(bytes, bytes.Length - WireFormat.SignatureBytes);
            return !Any.IsRead(bytes, Any.Keys);
        });
}
