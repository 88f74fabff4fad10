using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Rendering;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Decisions;

/// <summary>Which objects must be applied: those that are missing, changed or drifted, and no others.</summary>
/// <param name="Due">To be applied now.</param>
/// <param name="Waiting">Should be applied, but failed before and wait for their next attempt.</param>
/// <param name="Blind">Cannot be seen: whether they are as they should be is unknown.</param>
/// <param name="Overruled">Applied, and changed back by someone or stored otherwise by the server.</param>
/// <param name="Unready">The caches do not show enough yet to decide on everything.</param>
/// <param name="HeldBack">Wait until the definitions of their kinds are served.</param>
/// <param name="Foreign">Belong to another addon, by name; nothing is applied as long as there is one.</param>
internal sealed record ApplyPlan(
    IReadOnlyList<ApplyAction> Due,
    IReadOnlyList<ApplyFailure> Waiting,
    IReadOnlyList<WatchGap> Blind,
    IReadOnlyList<(ObjectKey Key, IReadOnlyList<string> Paths)> Overruled,
    bool Unready,
    IReadOnlyList<ObjectKey> HeldBack,
    IReadOnlyList<(ObjectKey Key, string Addon)> Foreign
)
{
    /// <summary>Everything that can be done is done, but for what failed.</summary>
    internal bool IsWorkedThrough => Due.Count == 0 && !Unready && HeldBack.Count == 0 && Foreign.Count == 0;

    /// <summary>Compares what should be with what is.</summary>
    internal static ApplyPlan Of(Observation o)
    {
        var builder = new Builder(o);
        foreach (var manifest in o.Intent.Objects)
            builder.Add(manifest);
        // While paused the record stays behind the spec; that is no difference anybody cares for.
        if (o.Intent.Rendering is not null && !o.Network.Spec.IsPaused())
            builder.AddRecord();
        return builder.Build();
    }

    /// <summary>Kinds and namespaces in which this network has or wants objects.</summary>
    internal static IEnumerable<InventoryKind> Inventory(Observation o) =>
        o
            .Intent.Objects.Select(m => InventoryKind.Of(m.Key))
            .Concat(o.Live.Where(l => Inventories.BelongsTo(l.Value, o.Network.Name)).Select(l => InventoryKind.Of(l.Key)));

    private sealed class Builder(Observation o)
    {
        private readonly List<ApplyAction> _due = [];
        private readonly List<ApplyFailure> _waiting = [];
        private readonly List<WatchGap> _blind = [];
        private readonly List<(ObjectKey, IReadOnlyList<string>)> _overruled = [];
        private readonly List<ObjectKey> _heldBack = [];
        private readonly List<(ObjectKey, string)> _foreign = [];
        private readonly AwaitedDefinitions _awaited = AwaitedDefinitions.Of(o);
        private readonly bool _takesOver = o.Intent.Spec?.Acknowledge.Contains(RenderRules.TakenObject.Id) == true;
        private readonly bool _sameSet = o.Intent.Rendering is { } r && o.Network.Status.Text("applied", "hash") == r.Hash;
        private readonly bool _wasComplete = ConditionReader.StatusOf(o.Network.Status, ConditionTypes.Applied) == "True";
        private bool _unready;

        internal void Add(Manifest manifest)
        {
            if (_awaited.HoldBack(manifest.Key))
                _heldBack.Add(manifest.Key);
            else if (o.GapFor(manifest.Key) is { } gap)
                AddUnseen(manifest, gap);
            else
                Compare(manifest, o.Live.GetValueOrDefault(manifest.Key), (_sameSet && _wasComplete) || WasApplied(manifest));
        }

        // The record is no part of what the user asked for: its repair is not worth an Event.
        internal void AddRecord()
        {
            var record = SpecRecord.Of(o.Network, o.Intent, Inventory(o));
            if (o.GapFor(record.Key) is { } gap)
                AddUnseen(record, gap);
            else
                Compare(record, o.Record, wasThere: false);
        }

        internal ApplyPlan Build() => new(_foreign.Count > 0 ? [] : _due, _waiting, _blind, _overruled, _unready, _heldBack, _foreign);

        // An object that cannot be watched is applied once for each content, so that a lack of rights makes no endless writing.
        private void AddUnseen(Manifest manifest, WatchGap gap)
        {
            if (gap.Reason is "NotSynced" or "Unavailable")
            {
                _unready = true;
                return;
            }

            _blind.Add(gap);
            if (o.Memory.Applied.GetValueOrDefault(manifest.Key) != ContentHash.Of(manifest.Json))
                Want(manifest, ApplyCause.Update, []);
        }

        private void Compare(Manifest manifest, JsonObject? live, bool wasThere)
        {
            if (live is null)
            {
                Want(manifest, wasThere ? ApplyCause.Recreate : ApplyCause.Create, []);
                return;
            }

            if (OwnerOf(manifest.Key, live) is { } owner)
            {
                _foreign.Add((manifest.Key, owner));
                return;
            }

            // What is on its way out cannot be repaired; its deletion brings us back.
            if (live.At("metadata", "deletionTimestamp") is not null)
            {
                _unready = true;
                return;
            }

            var differences = ObjectComparer.Compare(manifest.Json, live, ClusterNetworkApi.FieldManager);
            if (differences.Count == 0)
                return;
            if (
                o.Memory.Residues.GetValueOrDefault(manifest.Key)
                    ?.Explains(live.Text("metadata", "uid") ?? "", ContentHash.Of(manifest.Json), differences) == true
            )
            {
                _overruled.Add((manifest.Key, [.. differences.Select(d => d.Path)]));
                return;
            }

            Want(
                manifest,
                wasThere && differences.Any(d => d.IsDrift) ? ApplyCause.Repair : ApplyCause.Update,
                differences,
                Removal(differences, live)
            );
        }

        // Namespaces and CRDs outlive their addon and are shared: whoever comes next takes them on.
        private string? OwnerOf(ObjectKey key, JsonObject live) =>
            !_takesOver
            && Inventories.MayGo(key)
            && live.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel) == ClusterNetworkApi.FieldManager
            && live.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) is { } owner
            && owner != o.Intent.Addon?.Name
                ? owner
                : null;

        private bool WasApplied(Manifest manifest) => o.Memory.Applied.GetValueOrDefault(manifest.Key) == ContentHash.Of(manifest.Json);

        // Each place is tested first: in an object that changed meanwhile, something else may be there.
        private static JsonArray? Removal(IReadOnlyList<Difference> differences, JsonObject live)
        {
            var places = differences.Select(d => d.Location).OfType<string>().ToList();
            return places.Count == 0
                ? null
                : new JsonArray([
                    .. places.SelectMany(p =>
                        new JsonNode[]
                        {
                            new JsonObject
                            {
                                ["op"] = "test",
                                ["path"] = p,
                                ["value"] = JsonPointer.Find(live, p)?.DeepClone(),
                            },
                            new JsonObject { ["op"] = "remove", ["path"] = p },
                        }
                    ),
                ]);
        }

        private void Want(Manifest manifest, ApplyCause cause, IReadOnlyList<Difference> differences, JsonArray? removal = null)
        {
            var action = new ApplyAction(manifest, cause, differences) { Removal = removal };
            if (o.Memory.Failures.GetValueOrDefault(manifest.Key) is { } failure && failure.RetryAt > o.Now && failure.Hash == action.Hash)
                _waiting.Add(failure);
            else
                _due.Add(action);
        }
    }
}
