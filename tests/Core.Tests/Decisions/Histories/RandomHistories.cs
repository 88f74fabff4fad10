using CniOperator.Core.Decisions;
using CsCheck;

namespace CniOperator.Core.Tests.Decisions.Histories;

/// <summary>Histories of a <see cref="World"/>: anything may happen, in any order.</summary>
internal static class RandomHistories
{
    private const int Longest = 20;

    private static readonly Happening[] Happenings =
    [
        .. ObjectHappenings.All,
        .. SpecHappenings.All,
        .. ClusterHappenings.All,
        .. OperatorHappenings.All,
        // What happens most, or is far away: a network that runs is what there is most to break in.
        .. Enumerable.Repeat(new Happening("the operator reconciles", (w, _) => w.Reconcile()), 8),
        .. Enumerable.Repeat(new Happening("the network is as it should be", (w, _) => Settle(w)), 4),
        new("two controllers write in turn", (w, n) => Fight(w, n)),
        new("the network is uninstalled", (w, n) => Uninstall(w, n)),
    ];

    private static readonly int Settled = Array.FindIndex(Happenings, h => h.Name == "the network is as it should be");

    /// <summary>What happens, as index and variant. Half of all histories begin with a network that runs.</summary>
    internal static Gen<(int What, int How)[]> All { get; } =
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, Happenings.Length - 1], Gen.Int[0, 9]).Array[0, Longest], (runs, history) =>
            runs ? [(Settled, 0), .. history] : history
        );

    /// <summary>Lets it all happen, and calls <paramref name="after"/> after each.</summary>
    internal static World Play((int What, int How)[] history, Action<World> after)
    {
        var world = SpecHappenings.NewWorld();
        after(world);
        foreach (var (what, how) in history)
        {
            Happenings[what].Do(world, how);
            after(world);
        }

        return world;
    }

    internal static string Print((int What, int How)[] history) =>
        string.Join("\n", history.Select(h => $"{Happenings[h.What].Name} ({h.How})"));

    private static void Fight(World w, int n)
    {
        for (var round = 0; round < 4; round++)
        {
            ObjectHappenings.Change(w, n, "controller");
            w.Reconcile();
        }
    }

    private static void Uninstall(World w, int n)
    {
        SpecHappenings.Set(w, "deletionPolicy", "\"Remove\"");
        w.Reconcile();
        w.Metadata["deletionTimestamp"] ??= StatusJson.Time(w.Now);
        for (var round = 0; round < n / 2; round++)
            w.Reconcile();
    }

    // Specs that cannot be applied are replaced.
    private static void Settle(World w)
    {
        SpecHappenings.Reset(w);
        w.Gaps.Clear();
        for (var round = 0; round < 3; round++)
        {
            w.Reconcile();
            ObjectHappenings.Establish(w, "Established", "True");
            if (w.Cluster.ContainsKey(w.Key("DaemonSet")))
                w.RunPods(w.Nodes.Count);
        }
    }
}
