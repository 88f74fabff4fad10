using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Commands.Plan;

/// <summary>How the addon of a spec hands out addresses.</summary>
internal static class AddonAddresses
{
    private static readonly Dictionary<SecretKeyReference, string> NoSecrets = [];

    /// <summary>
    /// With the settings of the spec, or where those cannot be rendered, as the addon does it usually; <c>null</c> when the addon, or the
    /// spec, is unknown.
    /// </summary>
    public static AddonAddressing? Of(AddonCatalog catalog, string? name, ClusterNetworkSpec? spec)
    {
        if (spec is null || catalog.Find(spec.Provider) is not { } addon)
            return null;
        var request = new RenderRequest(name ?? "", spec, NetworkFacts.None, NoSecrets) { PlaceholdersForMissingSecrets = true };
        return new Renderer(catalog).Render(request).Addressing
            ?? new AddonAddressing(addon.DisplayName, addon.Capabilities.PodSubnets == "node");
    }
}
