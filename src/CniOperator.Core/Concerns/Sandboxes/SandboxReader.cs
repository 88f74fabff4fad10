using CniOperator.Core.Catalog;
using CniOperator.Core.Coexistence;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;

namespace CniOperator.Core.Concerns.Sandboxes;

/// <summary>
/// Finds pods of others that do not start because the network's own plugin fails. One failure is nothing: a plugin may be asked while its
/// daemon restarts. Events end when it works again, but say nothing then, so that their own rhythm tells when they are old.
/// </summary>
internal static class SandboxReader
{
    private const string Plugin = "plugin type=\"";

    private const int Enough = 3;

    // client-go's recorder lets 25 Events on one object pass, then one in five minutes.
    private const int Throttled = 25;

    private static readonly TimeSpan ThrottledRhythm = TimeSpan.FromSeconds(330);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(45);

    internal static IReadOnlyList<PodWithoutNetwork> Failing(Situation s)
    {
        if (s.Desired.Addon is not { Cni.OwnPlugins.Count: > 0 } addon || s.Facts.SandboxFailures.Count == 0)
            return [];
        var others = s.Desired.Coexistence?.Any(f => f.Rule == CoexistenceRules.LeftoverFile) == true;
        var counting = s.Facts.Nodes.Where(n => n.Counts).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. s
                .Facts.SandboxFailures.Where(f => counting.Contains(f.Node) && WordsOf(f.Message, addon, others) is not null)
                .GroupBy(f => (f.Node, f.Namespace, f.Pod))
                .Select(g => Failing([.. g], addon, others))
                .Where(p => p.Attempts >= Enough && p.Until > s.Facts.Now)
                .OrderBy(p => p.Node, StringComparer.Ordinal)
                .ThenBy(p => p.Pod, StringComparer.Ordinal),
        ];
    }

    private static PodWithoutNetwork Failing(IReadOnlyList<SandboxFailure> told, Addon addon, bool others)
    {
        var newest = told.MaxBy(f => f.Last)!;
        var attempts = told.Sum(f => f.Count);
        var first = told.Min(f => f.First);
        var rhythm = attempts >= Throttled ? ThrottledRhythm : (newest.Last - first) / Math.Max(1, attempts - 1) * 4;
        return new PodWithoutNetwork(
            newest.Node,
            $"{newest.Namespace}/{newest.Pod}",
            WordsOf(newest.Message, addon, others)!,
            attempts,
            first,
            newest.Last + (rhythm > LeastPatience ? rhythm : LeastPatience)
        );
    }

    // What the runtime puts before the plugin's words differs with each attempt. One that calls others, such as Multus, quotes theirs. A
    // plugin of many networks is this one's when it is the runtime itself that called it. Where another network's CNI file may be on nodes,
    // whatever the runtime calls by it fails in place of this one's.
    private static string? WordsOf(string message, Addon addon, bool others)
    {
        var first = message.IndexOf(Plugin, StringComparison.Ordinal);
        for (var at = first; at >= 0; at = message.IndexOf(Plugin, at + Plugin.Length, StringComparison.Ordinal))
            if (Names(message, at, addon.Cni.OwnPlugins) || (at == first && Names(message, at, addon.Cni.NeededPlugins)))
                return message[at..];
        return others && first >= 0 ? $"{message[first..].TrimEnd('.')}. {NotOurs(addon)}" : null;
    }

    private static string NotOurs(Addon addon) =>
        $"That plugin is not {addon.DisplayName}'s: the runtime takes another network's CNI file there; take it out of its folder "
        + $"(/etc/cni/net.d), see {CoexistenceRules.LeftoverFile.Id}";

    private static bool Names(string message, int at, IReadOnlyList<string> plugins) =>
        plugins.Any(p => message.AsSpan(at + Plugin.Length).StartsWith(p + "\"", StringComparison.Ordinal));
}
