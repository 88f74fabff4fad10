using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Core.Tests.Decisions.Histories;

/// <summary>What must hold of every decision, whatever the facts are.</summary>
internal static class Soundness
{
    private const int MostBytes = 32 * 1024;

    private static readonly JsonSerializerOptions AsServersWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Check(World world)
    {
        var facts = world.Observe();
        var before = facts.Network.Json.ToJsonString();
        var desired = world.Desired(facts);
        var decision = world.Decide(facts);
        Assert.Equal(before, facts.Network.Json.ToJsonString());
        Status(facts, decision);
        Steps(facts, desired, decision);
        foreach (var delete in decision.Deletes())
            Delete(facts, desired, decision, delete);
        Assert.True(decision.LookAgainAt is null || decision.LookAgainAt > facts.Now, "it looks again in the past");
        Assert.All(decision.Events, e => Assert.InRange(e.Message.Length, 1, 16 * 1024));
    }

    private static void Status(Facts facts, Decision decision)
    {
        if (decision.Status is not { } status)
            return;
        var whole = (JsonObject)facts.Network.Json.DeepClone();
        whole["status"] = status.DeepClone();
        Assert.Empty(KstatusRules.Check(whole));
        Assert.InRange(Encoding.UTF8.GetByteCount(status.ToJsonString(AsServersWrite)), 1, MostBytes - 1);
    }

    private static void Steps(Facts facts, DesiredState desired, Decision decision)
    {
        Assert.DoesNotContain(decision.Waves, w => w.Count == 0);
        var network = facts.Network;
        if (decision.HasSteps)
            Assert.True(!network.Paused && (network.Deleting || facts.Active is null), "it acts though it is paused or superseded");
        if (network.Deleting)
            Assert.All(decision.AllSteps(), s => Assert.True(s is DeleteStep || s.Key.Name == "leftovers.default", $"{s}"));
        var wanted = desired.Objects.Select(o => o.Key).Append(Progress.KeyOf(network.Name)).ToHashSet();
        if (network.Deleting)
            wanted.Add(Progress.KeyOf(network.Name) with { Name = "leftovers.default" });
        Assert.All(decision.Applies(), a => Assert.Contains(a.Key, wanted));
        Assert.Distinct(decision.Applies().Select(a => a.Key));

        // What others added is taken away before the apply.
        var waves = decision.Waves.Index().ToList();
        foreach (var (index, wave) in waves)
        foreach (var takeAway in wave.OfType<TakeAwayStep>())
            Assert.Single(waves.Where(w => w.Index > index).SelectMany(w => w.Item).OfType<ApplyStep>(), a => a.Key == takeAway.Key);
    }

    private static void Delete(Facts facts, DesiredState desired, Decision decision, DeleteStep delete)
    {
        var live = facts.Live[delete.Key];
        Assert.Equal(live.Text("metadata", "uid"), delete.Uid);
        Assert.DoesNotContain(delete.Key.Kind, (string[])["Namespace", "CustomResourceDefinition"]);
        Assert.Equal(
            (ClusterNetworkApi.FieldManager, facts.Network.Name),
            (
                live.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel),
                live.Text("metadata", "labels", ClusterNetworkApi.NetworkLabel)
            )
        );
        var addon = live.Text("metadata", "labels", ClusterNetworkApi.AddonLabel);
        if (delete.Cause == DeleteCause.Uninstall)
        {
            Assert.True(facts.Network is { Deleting: true, HasFinalizer: true, RemovesOnDeletion: true });
            Assert.True(addon is null || desired.Addon is null || addon == desired.Addon.Name, "an object of another addon goes");
            return;
        }

        Assert.False(facts.Network.Deleting);
        Assert.Equal(desired.Addon!.Name, addon);
        Assert.DoesNotContain(desired.Objects, o => o.Key == delete.Key);
        ReplacementWorks(facts, desired, decision);
    }

    // Each desired object is there as rendered, except what a webhook changes back, and the dataplane is available.
    private static void ReplacementWorks(Facts facts, DesiredState desired, Decision decision)
    {
        Assert.Empty(decision.Applies());
        Assert.NotEmpty(desired.Objects);
        foreach (var manifest in desired.Objects)
            Assert.True(
                ObjectComparer.Compare(manifest.Json, facts.Live[manifest.Key], ClusterNetworkApi.FieldManager).Count == 0
                    || facts.Memory.Overruled.ContainsKey(manifest.Key),
                $"{manifest.Key} is not as rendered"
            );
        Assert.Equal("True", ConditionReader.StatusOf(decision.Status ?? facts.Network.Status, ConditionTypes.DataplaneAvailable));
    }
}
