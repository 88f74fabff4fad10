namespace CniOperator.Health.Verdicts.Judging;

/// <summary>What classes of faults say of the network.</summary>
internal static class FaultKinds
{
    /// <summary>False where only the probes are hindered, or where something else than the network is wrong.</summary>
    internal static bool Proves(FaultClass fault) =>
        fault
            is not (
                FaultClass.PolicyBlocked
                or FaultClass.ProberStarved
                or FaultClass.TwoAgents
                or FaultClass.KubeletDown
                or FaultClass.KubeletStoppedProbing
            );

    /// <summary>Pods do not reach pods, or cannot be seen to.</summary>
    internal static bool IsOutage(FaultClass fault) =>
        fault
            is not (
                FaultClass.AddressTranslated
                or FaultClass.PolicyNotEnforced
                or FaultClass.PolicyTooStrict
                or FaultClass.PacketLoss
                or FaultClass.SameNodeBroken
            );

    /// <summary>It makes its area fail. Where addresses are translated or policies not enforced, pods are still reached.</summary>
    internal static bool Fails(FaultClass fault) =>
        Proves(fault) && fault is not (FaultClass.AddressTranslated or FaultClass.PolicyNotEnforced or FaultClass.PolicyTooStrict);
}
