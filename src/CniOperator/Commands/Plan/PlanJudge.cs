using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;

namespace CniOperator.Commands.Plan;

/// <summary>Sends a plan through the pipeline.</summary>
/// <param name="catalog">The addons.</param>
internal sealed class PlanJudge(AddonCatalog catalog)
{
    private readonly SpecPipeline _pipeline = new(catalog);

    /// <summary>What the pipeline says, the nodes of <paramref name="source"/> included.</summary>
    public DesiredState Run(PlanSource source) => _pipeline.Run(source.Input);

    /// <summary>
    /// How the addon hands out addresses: with the settings of the spec, or where those cannot be rendered, as the addon usually does it;
    /// <c>null</c> when there is no addon, or an unknown one.
    /// </summary>
    public AddonAddressing? AddressingOf(PlanSource source) => AddressingOf(source, Run(source));

    /// <summary>As above, where the pipeline ran already.</summary>
    public AddonAddressing? AddressingOf(PlanSource source, DesiredState desired) =>
        desired.PresentAddressing
        ?? (
            catalog.Find(source.Spec.Provider) is { } addon
                ? new AddonAddressing(addon.DisplayName, addon.Capabilities.PodSubnets == "node")
                : null
        );
}
