using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Concerns.Data;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Rendering;
using CniOperator.Core.TakeOver;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Concerns.Applying;

/// <summary>
/// Compares one desired object after the other with the live one, and gathers what must be done: what is as it should be is left alone.
/// </summary>
internal sealed class ApplyComparison(Situation s)
{
    private readonly Facts _facts = s.Facts;
    private readonly List<ApplyStep> _due = [];
    private readonly List<ApplyFailure> _waiting = [];
    private readonly List<(ObjectKey, Contest)> _contested = [];
    private readonly List<WatchGap> _hidden = [];
    private readonly List<(ObjectKey, IReadOnlyList<string>)> _overruled = [];
    private readonly List<ObjectKey> _heldBack = [];
    private readonly List<(ObjectKey, string)> _foreign = [];
    private readonly List<RestingObject> _resting = [];
    private readonly AwaitedDefinitions _awaited = AwaitedDefinitions.Of(s.Facts, s.Desired);
    private readonly bool _takesOver = s.Desired.Spec?.Spec?.Acknowledge.Contains(RenderRules.TakenObject.Id) == true;
    private readonly bool _wasComplete = IsCompleteBefore(s);
    private ApplyStep? _record;
    private bool _unread;

    internal ApplyState State =>
        new(_foreign.Count > 0 ? [] : _due, _waiting, _contested, _hidden, _overruled, _unread, _heldBack, _foreign, _awaited)
        {
            Resting = _resting,
            Record = _foreign.Count > 0 ? null : _record,
        };

    internal void Add(Manifest manifest)
    {
        if (_awaited.HoldsBack(manifest.Key))
            _heldBack.Add(manifest.Key);
        else if (_facts.GapFor(manifest.Key) is { } gap)
            AddHidden(manifest, gap);
        else
            Compare(manifest, _facts.Live.GetValueOrDefault(manifest.Key));
    }

    // What runs already and has not our label yet is not drift; what waits in a pod template is left out of what is applied.
    private void Compare(Manifest rendered, JsonObject? live)
    {
        var there = live ?? _facts.Untaken.GetValueOrDefault(rendered.Key);
        var manifest = WaitingFields.Keep(rendered, there, s.Desired.Objects, _facts.RunningBefore);
        if (live is null && there is not null && IsForeignOrGoing(manifest, there))
            return;
        Compare(
            manifest,
            live,
            (_wasComplete && !IsAgents(manifest)) || _facts.Memory.Resting.ContainsKey(manifest.Key) || WasApplied(manifest)
        );
    }

    private bool IsForeignOrGoing(Manifest manifest, JsonObject live)
    {
        if (OwnerOf(manifest, live) is { } owner)
        {
            _foreign.Add((manifest.Key, owner));
            return true;
        }

        // What is on its way out cannot be repaired; its deletion brings us back.
        var going = live.At("metadata", "deletionTimestamp") is not null;
        _unread |= going;
        return going;
    }

    // The record is not part of what the user asked for: its repair is not worth an Event.
    internal void AddRecord()
    {
        var record = Progress.ToRecord(_facts.Network, s.Desired.Spec!, Inventories.Kinds(s), DataWatch.Held(s));
        if (_facts.GapFor(record.Key) is { } gap)
            AddHidden(record, gap);
        else
            Compare(record, _facts.Progress.Record, wasThere: false);
        _record = _due.Find(d => d.Key == record.Key);
        _due.RemoveAll(d => d.Key == record.Key);
    }

    // The same set of objects was worked through before: what is missing or different now was so made by someone else.
    private static bool IsCompleteBefore(Situation s) =>
        s.Desired.DefaultNetwork is { } network
        && s.Facts.Network.Status.Text("applied", "hash") == network.Rendering.Hash
        && ConditionReader.StatusOf(s.Facts.Network.Status, ConditionTypes.Applied) == "True";

    // An object that cannot be watched is applied once for each content, so that a lack of rights makes no endless writing.
    private void AddHidden(Manifest manifest, WatchGap gap)
    {
        if (gap.Reason is "NotSynced" or "Unavailable")
        {
            _unread = true;
            return;
        }

        _hidden.Add(gap);
        var step = new ApplyStep(manifest, ApplyCause.Update, []);
        if (_facts.Memory.Hashes.GetValueOrDefault(manifest.Key) != step.Hash)
            Want(step);
    }

    private void Compare(Manifest manifest, JsonObject? live, bool wasThere)
    {
        if (live is null)
        {
            Want(new ApplyStep(manifest, wasThere ? ApplyCause.Recreate : ApplyCause.Create, []) { OwnChanges = OwnChanges(manifest) });
            return;
        }

        if (!IsForeignOrGoing(manifest, live))
            CompareFields(manifest, live, wasThere);
    }

    private void CompareFields(Manifest manifest, JsonObject live, bool wasThere)
    {
        var differences = ObjectComparer.Compare(manifest.Json, live, ClusterNetworkApi.FieldManager);
        if (differences.Count == 0)
        {
            // As it should be, for now: a contest that was recognised is not over before it has been quiet for a while.
            if (ContestOf(manifest.Key) is { } contest && contest.IsOn(_facts.Now))
                _contested.Add((manifest.Key, contest));
            return;
        }

        var step = new ApplyStep(manifest, wasThere && differences.Any(d => d.IsDrift) ? ApplyCause.Repair : ApplyCause.Update, differences)
        {
            OwnChanges = OwnChanges(manifest),
        };
        var overruled = _facts.Memory.Overruled.GetValueOrDefault(manifest.Key);
        if (overruled?.Explains(live.Text("metadata", "uid") ?? "", step.Hash, differences) == true)
            _overruled.Add((manifest.Key, [.. differences.Select(d => d.Path)]));
        else
            Want(step);
    }

    // Namespaces, CRDs and what is kept outlive their addon: the next one takes them on.
    private string? OwnerOf(Manifest manifest, JsonObject live) =>
        !_takesOver
        && Inventories.MayGo(manifest.Key, live)
        && live.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel) == ClusterNetworkApi.FieldManager
        && live.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) is { } owner
        && owner != (manifest.Json.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) ?? s.Desired.Addon?.Name)
            ? owner
            : null;

    private List<AddonOwnChange> OwnChanges(Manifest manifest) =>
        s.Desired.Addon?.OwnChanges.Where(c => c.Of == manifest.Key.Kind).ToList() ?? [];

    // The hash of what was worked through is the network's: agents may be new with this version, or with this process.
    private static bool IsAgents(Manifest manifest) =>
        manifest.Json.Text("metadata", "labels", ClusterNetworkApi.AddonLabel) == AgentNames.Component;

    private bool WasApplied(Manifest manifest) =>
        _facts.Memory.Hashes.GetValueOrDefault(manifest.Key) is { } hash && hash == ContentHash.Of(manifest.Json);

    // While the network is paused the other controller has its way: that ends the contest, and what differs is named at once.
    private Contest? ContestOf(ObjectKey key) => _facts.Network.Paused ? null : _facts.Memory.Contests.GetValueOrDefault(key);

    private void Want(ApplyStep step)
    {
        if (_facts.Memory.Failures.GetValueOrDefault(step.Key) is { } failure && failure.RetryAt > _facts.Now && failure.Hash == step.Hash)
        {
            _waiting.Add(failure);
            return;
        }

        var contest = step.Repairs ? ContestOf(step.Key) : null;
        if (contest is not null && contest.IsOn(_facts.Now))
            _contested.Add((step.Key, contest));
        if (contest is not null && contest.RepairAgainAt > _facts.Now)
            return;
        if (!_facts.Network.Paused && RestingObject.Before(step, s) is { } rest)
            _resting.Add(rest);
        else
            _due.Add(step);
    }
}
