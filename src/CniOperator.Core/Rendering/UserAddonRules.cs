using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Rendering;

/// <summary>What is asked of a user's addon beyond a sound descriptor: it takes nothing that is another addon's.</summary>
internal static class UserAddonRules
{
    /// <summary>What keeps it out of the catalog.</summary>
    /// <param name="addon">The addon.</param>
    /// <param name="others">Those in the catalog already, by name.</param>
    internal static IEnumerable<DocumentProblem> Check(Addon addon, IReadOnlyDictionary<string, Addon> others)
    {
        if (others.TryGetValue(addon.Name, out var namesake))
        {
            var whose = namesake.FromUser
                ? $"is also the name of {namesake.DescriptorPath}, which was read first"
                : "is the name of a built-in addon, which cannot be replaced";
            yield return Problem(addon, "name", $"{addon.Name} {whose}", "choose another name, for the folder too");
        }

        if (addon.SpecBlock is not null)
            yield return Problem(
                addon,
                "specBlock",
                "is for addons that the CRD has a block for",
                "remove it; the parameters are in spec.parameters"
            );
        foreach (var problem in CheckNamespace(addon, others))
            yield return problem;
        for (var i = 0; i < addon.Workloads.Count; i++)
        {
            var key = addon.Workloads[i].Key;
            if (others.Values.FirstOrDefault(o => o.Name != addon.Name && o.Workloads.Any(w => w.Key == key)) is { } other)
                yield return Problem(addon, $"workloads[{i}].name", $"{key} is a workload of addon {other.Name}", "give it another name");
        }

        for (var i = 0; i < addon.Effects.Count; i++)
            if (!others.Values.SelectMany(o => o.Effects).Any(e => e.NodeAnnotation == addon.Effects[i].NodeAnnotation))
                yield return Problem(
                    addon,
                    $"effects[{i}].nodeAnnotation",
                    $"{addon.Effects[i].NodeAnnotation} is not kept of Nodes: of thousands of them only few fields are",
                    "take one that a built-in addon names, or leave the effect out"
                );
        foreach (var error in new CompiledAddon(addon).Errors())
            yield return new DocumentProblem(error.File, error.Line, 1, "", error.Message, "correct it there");
    }

    private static IEnumerable<DocumentProblem> CheckNamespace(Addon addon, IReadOnlyDictionary<string, Addon> others)
    {
        if (
            others.Values.FirstOrDefault(o =>
                o.Name != addon.Name && o.Namespace == addon.Namespace && !ObjectOwners.IsClusters(o.Namespace)
            ) is
            { } owner
        )
            yield return Problem(
                addon,
                "namespace",
                $"{addon.Namespace} is the namespace of addon {owner.Name}",
                "choose a namespace of its own, or kube-system"
            );
        if (addon.Namespace == ClusterNetworkApi.OperatorNamespace)
            yield return Problem(
                addon,
                "namespace",
                $"{addon.Namespace} is the operator's own",
                "choose a namespace of its own, or kube-system"
            );
    }

    private static DocumentProblem Problem(Addon addon, string field, string message, string fix)
    {
        var place = addon.Source.Find(field);
        return new DocumentProblem(addon.DescriptorPath, place.Line, place.Column, field, message, fix);
    }
}
