using System.Text.Json.Nodes;
using CniOperator.Commands;

namespace CniOperator.Operator.Tests.Commands;

public sealed class StatusReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static JsonObject Network(string ready, long observed) =>
        JsonNode
            .Parse(
                $$"""
                {"metadata": {"name": "default", "generation": 3},
                 "spec": {"provider": "flannel", "podNetwork": {"cidrs": ["10.244.0.0/16"]} },
                 "status": {"observedGeneration": {{observed}}, "version": "v0.28.9",
                   "conditions": [{"type": "Ready", "status": "{{ready}}", "reason": "DataplaneUnavailable", "message": "1 of 3 nodes has no dataplane", "lastTransitionTime": "2026-11-24T07:55:00Z"}],
                   "rollout": {"phase": "Progressing", "desired": 3, "updated": 3, "ready": 2, "failedNodes": 1, "problemsOmitted": 4,
                     "problems": [{"node": "node-2", "pod": "kube-flannel-ds-x", "reason": "ImagePullBackOff", "message": "no such image"}]},
                   "networkModel": [{"requirement": "NetworkPolicy", "status": "False", "message": "no policy"}],
                   "addressPlan": {"findings": [{"rule": "plan/host-bits", "severity": "Error", "subject": "spec.podNetwork.cidrs[0]", "message": "has host bits", "fix": "write 10.244.0.0/16", "acknowledged": true}]} } }
                """
            )!
            .AsObject();

    [Fact]
    public void A_person_reads_conditions_rollout_and_findings()
    {
        Assert.Equal(
            """
            ClusterNetwork/default: flannel v0.28.9, pods 10.244.0.0/16

            CONDITION   STATUS   SINCE   REASON                 MESSAGE
            Ready       False    5m      DataplaneUnavailable   1 of 3 nodes has no dataplane

            Rollout Progressing: 2 of 3 nodes ready, 3 updated, 1 failed
            NODE     POD                 REASON             MESSAGE
            node-2   kube-flannel-ds-x   ImagePullBackOff   no such image
            ... and 4 more

            NETWORK MODEL   STATUS   MESSAGE
            NetworkPolicy   False    no policy

            FINDING          SEVERITY               SUBJECT                    MESSAGE         FIX
            plan/host-bits   Error (acknowledged)   spec.podNetwork.cidrs[0]   has host bits   write 10.244.0.0/16

            """.ReplaceLineEndings("\n"),
            Written(Network("False", 3))
        );
    }

    [Fact]
    public void A_status_of_an_older_generation_is_named_as_such_and_is_not_ready()
    {
        var network = Network("True", 2);
        Assert.False(StatusReport.IsReady(network));
        Assert.Contains("has not looked at this generation yet (saw 2, the resource is at 3)", Written(network), StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_that_changed_by_a_clock_ahead_of_ours_changed_just_now()
    {
        var network = Network("False", 3);
        network["status"]!["conditions"]![0]!["lastTransitionTime"] = "2026-11-24T08:00:05Z";
        Assert.Contains("Ready       False    0s ", Written(network), StringComparison.Ordinal);
    }

    [Fact]
    public void Ready_of_the_current_generation_is_ready() => Assert.True(StatusReport.IsReady(Network("True", 3)));

    [Fact]
    public void A_network_that_no_operator_has_seen_says_so() =>
        Assert.Contains(
            "No condition yet",
            Written(new JsonObject { ["metadata"] = new JsonObject { ["name"] = "x" } }),
            StringComparison.Ordinal
        );

    private static string Written(JsonObject network)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        StatusReport.Write(network, Now, writer);
        return writer.ToString();
    }

    [Fact]
    public void What_several_conditions_say_alike_is_said_once()
    {
        var network = Network("False", 3);
        network["status"]!["conditions"]!
            .AsArray()
            .Add(
                JsonNode.Parse(
                    """{"type": "Stalled", "status": "True", "reason": "InvalidSpec", "message": "1 of 3 nodes has no dataplane"}"""
                )
            );
        using var output = new StringWriter();
        StatusReport.Write(network, Now, output);
        Assert.Contains(
            "Stalled     True     -       InvalidSpec            as Ready\n",
            output.ToString().ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
    }
}
