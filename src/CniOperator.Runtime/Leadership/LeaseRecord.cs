using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Runtime.Leadership;

/// <summary>What a Lease says, as client-go's LeaderElectionRecord.</summary>
/// <param name="Holder">Who holds it; empty: it is free.</param>
/// <param name="DurationSeconds">How long it is valid after a renewal.</param>
/// <param name="AcquireTime">When the holder got it.</param>
/// <param name="RenewTime">When the holder renewed it last, by the holder's clock: only whether it changes counts.</param>
/// <param name="Transitions">How many terms there were before this one.</param>
internal sealed record LeaseRecord(string Holder, int DurationSeconds, string AcquireTime, string RenewTime, int Transitions)
{
    /// <summary>MicroTime is parsed with a layout of exactly six digits: three or none are refused with 400.</summary>
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);

    public static LeaseRecord Of(JsonObject lease)
    {
        var spec = lease["spec"];
        return new LeaseRecord(
            spec.Text("holderIdentity") ?? "",
            (int)spec.Number(0, "leaseDurationSeconds"),
            spec.Text("acquireTime") ?? "",
            spec.Text("renewTime") ?? "",
            (int)spec.Number(0, "leaseTransitions")
        );
    }

    /// <summary>A copy of the Lease that says this; fields that we do not know stay.</summary>
    public JsonObject In(JsonObject lease)
    {
        var copy = lease.DeepClone().AsObject();
        if (copy["spec"] is not JsonObject spec)
            copy["spec"] = spec = [];
        spec["holderIdentity"] = Holder;
        spec["leaseDurationSeconds"] = DurationSeconds;
        spec["acquireTime"] = AcquireTime;
        spec["renewTime"] = RenewTime;
        spec["leaseTransitions"] = Transitions;
        return copy;
    }
}
