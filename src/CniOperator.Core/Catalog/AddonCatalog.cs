using CniOperator.Core.Catalog.Descriptor;
using CniOperator.Core.Findings;

namespace CniOperator.Core.Catalog;

/// <summary>The addons that can be installed. Adding one is adding a folder; no code knows any of them by name.</summary>
public sealed class AddonCatalog
{
    private static readonly Lazy<AddonCatalog> BuiltInCatalog = new(() => Load(AddonFolder.Embedded()));

    private readonly Dictionary<string, Addon> _byName;
    private readonly Lazy<IReadOnlyList<KnownDataplane>> _dataplanes;

    internal AddonCatalog(IReadOnlyList<Addon> addons, IReadOnlyList<DocumentProblem> problems)
    {
        Addons = addons;
        Problems = problems;
        _byName = addons.ToDictionary(addon => addon.Name, StringComparer.Ordinal);
        _dataplanes = new(() => [.. addons.Select(KnownDataplane.Of).OfType<KnownDataplane>(), .. OtherDataplanes.All]);
    }

    /// <summary>The addons that travel inside this assembly.</summary>
    public static AddonCatalog BuiltIn => BuiltInCatalog.Value;

    /// <summary>Every readable addon, by name.</summary>
    public IReadOnlyList<Addon> Addons { get; }

    /// <summary>What keeps folders from being addons; such a folder is not in <see cref="Addons"/>.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }

    /// <summary>Every dataplane that is recognised in a cluster: those of addons that say how, and those that no addon installs.</summary>
    public IReadOnlyList<KnownDataplane> Dataplanes => _dataplanes.Value;

    /// <summary>Every rule of any addon.</summary>
    public IEnumerable<Rule> Rules => Addons.SelectMany(addon => addon.Rules).Select(rule => rule.Rule);

    /// <summary>
    /// Reads descriptors; templates are read when they are first rendered. Of two folders with one addon's name the later wins.
    /// </summary>
    public static AddonCatalog Load(IEnumerable<AddonFolder> folders)
    {
        var problems = new List<DocumentProblem>();
        var addons = new SortedDictionary<string, Addon>(StringComparer.Ordinal);
        foreach (var folder in folders)
            if (AddonReader.Read(folder, problems) is { } addon)
                addons[addon.Name] = addon;
        return new AddonCatalog([.. addons.Values], problems);
    }

    /// <summary>The addon of that name, or <c>null</c>.</summary>
    public Addon? Find(string name) => _byName.GetValueOrDefault(name);
}
