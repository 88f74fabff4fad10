using CniOperator.Core.Findings;

namespace CniOperator.Core.Catalog;

/// <summary>The addons that can be installed. Adding one is adding a folder; no code knows any of them by name.</summary>
public sealed class AddonCatalog
{
    private static readonly Lazy<AddonCatalog> BuiltInCatalog = new(() => Load(AddonFolder.Embedded()));

    private readonly Dictionary<string, Addon> _byName;

    private AddonCatalog(IReadOnlyList<Addon> addons, IReadOnlyList<DocumentProblem> problems)
    {
        Addons = addons;
        Problems = problems;
        _byName = addons.ToDictionary(addon => addon.Name, StringComparer.Ordinal);
    }

    /// <summary>The addons that travel inside this assembly.</summary>
    public static AddonCatalog BuiltIn => BuiltInCatalog.Value;

    /// <summary>Every readable addon, by name.</summary>
    public IReadOnlyList<Addon> Addons { get; }

    /// <summary>What keeps folders from being addons; such a folder is not in <see cref="Addons"/>.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }

    /// <summary>Every rule of any addon.</summary>
    public IEnumerable<Rule> Rules => Addons.SelectMany(addon => addon.Rules).Select(rule => rule.Rule);

    /// <summary>Reads descriptors; templates are read when they are first rendered. Of two folders with one addon's name the later wins.</summary>
    public static AddonCatalog Load(IEnumerable<AddonFolder> folders)
    {
        var problems = new List<DocumentProblem>();
        var addons = new SortedDictionary<string, Addon>(StringComparer.Ordinal);
        foreach (var folder in folders)
            if (AddonReader.Read(folder, problems) is { } addon)
                addons[addon.Name] = addon;
        return new AddonCatalog([.. addons.Values], problems);
    }

    /// <summary>
    /// A catalog with a user's addons besides these. An addon with a problem is left out and takes no other down. Templates are parsed now,
    /// so that whoever adds an addon learns at once what is wrong with it.
    /// </summary>
    /// <param name="folders">The user's addons.</param>
    /// <param name="unreadable">What could not even be read as folders.</param>
    public AddonCatalog With(IEnumerable<AddonFolder> folders, IEnumerable<DocumentProblem> unreadable)
    {
        List<DocumentProblem> problems = [.. Problems, .. unreadable];
        var addons = new SortedDictionary<string, Addon>(_byName, StringComparer.Ordinal);
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

    /// <summary>The addon of that name, or <c>null</c>.</summary>
    public Addon? Find(string name) => _byName.GetValueOrDefault(name);
}
