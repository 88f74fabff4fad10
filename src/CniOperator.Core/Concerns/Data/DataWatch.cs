using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Concerns.Data;

/// <summary>
/// Notices that data was lost: an object that held some is there, with another uid. It follows from the record, so that neither a restart
/// nor another's hand that put the object back hides it; it ends when a person acknowledges it.
/// </summary>
internal static class DataWatch
{
    // Enough to recognise what was set; the record is a small object.
    private const int MostFields = 10;

    /// <summary>What is lost and not acknowledged.</summary>
    internal static IReadOnlyList<DataLoss> Losses(Situation s) =>
        IsAcknowledged(s) ? [] : [.. s.Facts.Progress.Held.Where(h => IsLost(h, s.Facts)).Select(h => Described(h, s))];

    /// <summary>What the record is to say from now on. While a loss is not acknowledged, what was lost stays in it.</summary>
    internal static IEnumerable<HeldData> Held(Situation s)
    {
        var known = s.Facts.Progress.Held.ToDictionary(h => h.Key);
        var definitions = s.Desired.Objects.Where(m => CustomDefinition.Is(m.Key)).Select(m => CustomDefinition.Of(m.Key, m.Json)).ToList();
        foreach (var manifest in s.Desired.Objects.Where(m => Holds(m, definitions)))
        {
            var key = manifest.Key;
            var before = known.GetValueOrDefault(key);
            var live = s.Facts.Live.GetValueOrDefault(key);
            if (before is not null && (live is null || (IsLost(before, s.Facts) && !IsAcknowledged(s))))
                yield return before;
            else if (live?.Text("metadata", "uid") is { } uid)
                yield return new HeldData(key, uid, CustomDefinition.Is(key) ? [] : OthersFields(live, manifest.Json, s));
        }
    }

    /// <summary>The finding on a loss.</summary>
    internal static Finding Found(DataLoss loss) =>
        new(
            RenderRules.DataLost,
            new ObjectSubject(loss.Held.Key),
            $"It was deleted and is there again without what it held: {loss.Holds}.",
            $"{loss.Fix} Then acknowledge {RenderRules.DataLost.Id} in spec.acknowledge, and take that out again once the message is gone."
        );

    private static bool IsAcknowledged(Situation s) => s.Facts.Network.Spec.Spec?.Acknowledge.Contains(RenderRules.DataLost.Id) == true;

    private static bool IsLost(HeldData held, Facts facts) =>
        (CustomDefinition.Is(held.Key) || held.Fields.Count > 0)
        && facts.Live.GetValueOrDefault(held.Key)?.Text("metadata", "uid") is { } uid
        && uid != held.Uid;

    private static bool Holds(Manifest manifest, List<CustomDefinition> definitions) =>
        CustomDefinition.Is(manifest.Key) || definitions.Exists(d => d.Brings(manifest.Key)) || IsFilledByPods(manifest.Json);

    private static bool IsFilledByPods(JsonObject json) => json.Text("metadata", "annotations", ClusterNetworkApi.KeepAnnotation) == "true";

    private static DataLoss Described(HeldData held, Situation s)
    {
        var stated = s.Desired.Addon?.Data.FirstOrDefault(d => d.Of == held.Key.Kind && d.Name == held.Key.Name);
        var fields = string.Join(", ", held.Fields.Take(MostFields));
        return (CustomDefinition.Is(held.Key), stated) switch
        {
            (_, { } data) => new DataLoss(held, held.Fields.Count == 0 ? data.Holds : $"{data.Holds} ({fields})", data.Fix, true),
            (true, _) => new DataLoss(
                held,
                "every object of its kind that is not rendered",
                "Restore those from a backup, or create them again.",
                false
            ),
            _ => new DataLoss(held, $"{fields}, which others had set", "Set those fields again, if they are still wanted.", true),
        };
    }

    // Settings of people and of their tools: neither what the addon's own programs write, nor what is rendered. Of that another may be the
    // owner for a moment, until it is restored.
    private static List<string> OthersFields(JsonObject live, JsonObject rendered, Situation s) =>
        [
            .. ManagedFields
                .Of(live)
                .Entries.Where(e =>
                    e.Subresource is null
                    && e.Manager != ClusterNetworkApi.FieldManager
                    && s.Desired.Addon?.Writers.Contains(e.Manager) != true
                )
                .SelectMany(e => e.Fields.Paths)
                .Select(path => path.TrimStart('.'))
                .Where(path =>
                    IsSetting(path, IsFilledByPods(live)) && rendered.At(path.Split('.')) is null && !IsFilledIn(path, live, rendered, s)
                )
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Take(MostFields),
        ];

    // Calico's programs have a field manager's name that calicoctl has too.
    private static bool IsFilledIn(string path, JsonObject live, JsonObject rendered, Situation s) =>
        s.Desired.Addon?.OwnFields.Any(f =>
            f.Of == rendered.Text("kind") && f.Values.TryGetValue(path, out var value) && live.Text(path.Split('.')) == value
        ) == true;

    // What pods fill may hold it in annotations too.
    private static bool IsSetting(string path, bool filledByPods) =>
        path.StartsWith("spec.", StringComparison.Ordinal)
        || (
            filledByPods
            && (path.StartsWith("data", StringComparison.Ordinal) || path.StartsWith("metadata.annotations.", StringComparison.Ordinal))
        );
}
