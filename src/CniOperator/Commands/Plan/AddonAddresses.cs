using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;

namespace CniOperator.Commands.Plan;

/// <summary>How the addon of a spec hands out addresses.</summary>
internal static class AddonAddresses
{
    public static AddonAddressing? Of(AddonCatalog catalog, string name, ClusterNetworkSpec spec) =>
        catalog.Find(spec.Provider) is { } addon ? new AddonAddressing(addon.DisplayName, addon.Capabilities.PodSubnets == "node") : null;
}
