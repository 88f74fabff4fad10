using CniOperator.Core.AddressPlan;
using CniOperator.Core.Catalog;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.TakeOver;
using CniOperator.Core.Validation;

namespace CniOperator.Core.Pipeline;

/// <summary>Every rule that can find something in a ClusterNetwork, gathered from where each is declared.</summary>
public static class AllRules
{
    /// <summary>Those of this version and of the addons in a catalog.</summary>
    public static IEnumerable<Rule> Of(AddonCatalog catalog) =>
        [
            .. SpecRules.All,
            Acknowledgement.UnknownRule,
            .. RenderRules.All,
            .. PlanExaminer.Rules,
            .. CoexistenceRules.All,
            .. TakeOverRules.All,
            .. catalog.Rules,
        ];
}
