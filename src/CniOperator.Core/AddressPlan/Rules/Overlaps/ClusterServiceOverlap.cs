using CniOperator.Core.AddressPlan.Examination;

namespace CniOperator.Core.AddressPlan.Rules.Overlaps;

/// <summary>
/// Pods share no address with the cluster's Services, which may be others than the spec says: those of ServiceCIDR objects (KEP-1880), of
/// the API server's flags, of the kubernetes Service.
/// </summary>
internal sealed class ClusterServiceOverlap() : ServiceOverlap("addresses/cluster-services-overlap")
{
    internal override void Check(PlanContext plan, RuleFindings findings) =>
        Check(plan, plan.Services.Skip(plan.StatedServices.Count), findings);
}
