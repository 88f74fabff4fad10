using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Apply;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Defaults;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Kubernetes.Tests.Apply;

public sealed class TrackUpdateTests
{
    [Fact]
    public void A_creator_owns_all_it_wrote_with_the_containers()
    {
        var live = Widgets.Create("{'a': 'x', 'any': {'deep': {'x': 1}}, 'l': [{'k': 'one', 'v': 1}], 'm': {'k': 'v'}}", "kubectl-create");
        Json.Equal(
            """
            {'f:spec': {'.': {}, 'f:a': {}, 'f:any': {'.': {}, 'f:deep': {'.': {}, 'f:x': {}}},
             'f:l': {'.': {}, 'k:{\"k\":\"one\"}': {'.': {}, 'f:k': {}, 'f:v': {}}}, 'f:m': {'.': {}, 'f:k': {}}}}
            """,
            Widgets.FieldsOf(live, "kubectl-create")
        );
    }

    [Fact]
    public void Structs_of_built_in_kinds_are_not_owned_for_being_filled()
    {
        var jobs = BuiltInResources.Find("apps/v1", "DaemonSet")!;
        var obj = Json.Map(
            """
            {'apiVersion': 'apps/v1', 'kind': 'DaemonSet', 'metadata': {'name': 'd'}, 'spec': {'selector': {'matchLabels': {'a': 'b'}},
             'template': {'metadata': {'labels': {'a': 'b'}}, 'spec': {'containers': [{'name': 'c', 'image': 'i'}], 'volumes': [{'name': 'v', 'emptyDir': {}}]}}}}
            """
        );
        Defaulting.Apply(jobs, obj);
        ServerSideApply.TrackUpdate(null, obj, new FieldManager("k", "apps/v1", null), jobs.Schema, Widgets.Noon);
        Json.Equal(
            """
            {'f:spec': {'f:revisionHistoryLimit': {}, 'f:selector': {}, 'f:template': {'f:metadata': {'f:labels': {'.': {}, 'f:a': {}}},
             'f:spec': {'f:containers': {'k:{\"name\":\"c\"}': {'.': {}, 'f:image': {}, 'f:imagePullPolicy': {}, 'f:name': {}, 'f:resources': {},
             'f:terminationMessagePath': {}, 'f:terminationMessagePolicy': {}}}, 'f:dnsPolicy': {}, 'f:restartPolicy': {}, 'f:schedulerName': {},
             'f:securityContext': {}, 'f:terminationGracePeriodSeconds': {}, 'f:volumes': {'.': {}, 'k:{\"name\":\"v\"}': {'.': {}, 'f:emptyDir': {}, 'f:name': {}}}}},
             'f:updateStrategy': {'f:rollingUpdate': {'.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {}}, 'f:type': {}}}}
            """,
            Widgets.FieldsOf(obj, "k")
        );
    }

    [Fact]
    public void An_update_takes_over_what_it_changes()
    {
        var live = Widgets.Apply(null, "{'a': 'x', 'n': 1}", "m1");
        var after = Widgets.Update(live, "{'a': 'y', 'n': 1}", "editor", minutes: 1);
        Json.Equal("{'f:spec': {'f:n': {}}}", Widgets.FieldsOf(after, "m1"));
        Json.Equal("{'f:spec': {'f:a': {}}}", Widgets.FieldsOf(after, "editor"));
    }

    [Fact]
    public void An_update_that_changes_nothing_leaves_owners_and_times_alone()
    {
        var live = Widgets.Create("{'a': 'x'}", "m1");
        var after = Widgets.Update(live, "{'a': 'x'}", "m2", minutes: 9);
        Json.Equal(live, after);
    }

    [Fact]
    public void An_empty_entry_resets_the_tracking_until_the_next_apply()
    {
        var live = Widgets.Create("{'a': 'x'}", "m1");
        var reset = (JsonObject)live.DeepClone();
        reset["metadata"]!["managedFields"] = new JsonArray(new JsonObject());
        ServerSideApply.TrackUpdate(live, reset, Widgets.By("m2"), Widgets.Schema, Widgets.Noon);
        Assert.Null(reset["metadata"]!["managedFields"]);
        Assert.Null(Widgets.Update(reset, "{'a': 'y'}", "m3")["metadata"]!["managedFields"]);
        Assert.NotNull(Widgets.FieldsOf(Widgets.Apply(reset, "{'a': 'x'}", "m4"), "before-first-apply"));
    }

    [Fact]
    public void Appliers_come_first_then_the_oldest_updater()
    {
        var live = Widgets.Create("{'a': 'x'}", "zz");
        live = Widgets.Update(live, "{'a': 'x', 'n': 1}", "aa", minutes: 1);
        live = Widgets.Apply(live, "{'m': {'k': 'v'}}", "mm", minutes: 2);
        Assert.Equal(["mm", "zz", "aa"], live["metadata"]!["managedFields"]!.AsArray().Select(e => $"{e!["manager"]}"));
    }

    [Fact]
    public void Beyond_ten_updaters_the_oldest_become_one()
    {
        var live = Widgets.Create("{'m': {'k0': 'v'}}", "u0");
        for (var i = 1; i < 14; i++)
            live = Widgets.Update(
                live,
                $"{{'m': {{{string.Join(',', Enumerable.Range(0, i + 1).Select(k => $"'k{k}': 'v'"))}}}}}",
                $"u{i}",
                minutes: i
            );
        var managers = live["metadata"]!["managedFields"]!.AsArray().Select(e => $"{e!["manager"]}").ToList();
        Assert.Equal(10, managers.Count);
        Assert.Contains("ancient-changes", managers);
    }
}
