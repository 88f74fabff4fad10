using CniOperator.Core.Catalog;
using CniOperator.Core.Catalog.Descriptor;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Rendering;

/// <summary>Adds a user's addons to a catalog.</summary>
public static class UserAddons
{
    /// <summary>
    /// A catalog with a user's addons besides its own. An addon with a problem is left out and takes no other down. Templates are parsed
    /// now, so that a user who adds an addon learns at once what is wrong with it.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="folders">The user's addons.</param>
    /// <param name="unreadable">What could not even be read as folders.</param>
    public static AddonCatalog With(this AddonCatalog catalog, IEnumerable<AddonFolder> folders, IEnumerable<DocumentProblem> unreadable)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        List<DocumentProblem> problems = [.. catalog.Problems, .. unreadable];
        var addons = new SortedDictionary<string, Addon>(catalog.Addons.ToDictionary(a => a.Name), StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            if (AddonReader.Read(folder, problems) is not { } addon)
                continue;
            var found = UserAddonRules.Check(addon, addons).ToList();
            problems.AddRange(found);
            if (found.Count == 0)
                addons[addon.Name] = addon with { FromUser = true };
        }

        return new AddonCatalog([.. addons.Values], problems);
    }
}
