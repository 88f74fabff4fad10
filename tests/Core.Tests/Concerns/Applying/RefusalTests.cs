using CniOperator.Core.Observation;
using CniOperator.Core.Tests.Decisions;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Concerns.Applying;

public sealed class RefusalTests
{
    private readonly World _world = new();

    [Fact]
    public void A_refused_object_keeps_no_other_from_being_applied_and_the_condition_says_how_to_fix_it()
    {
        _world.Reconcile(a => a.Key.Kind == "ConfigMap" && a.Key.Namespace == "net" ? Forbidden(a.Key, 1) : null);
        Assert.True(_world.Cluster.ContainsKey(_world.Key("DaemonSet")));
        Assert.Equal(("False", "Forbidden"), (_world.Condition("Applied"), _world.Text("Applied", "reason")));
        var message = _world.Text("Applied", "message");
        Assert.Contains("ConfigMap net/cfg", message, StringComparison.Ordinal);
        Assert.Contains("""{apiGroups: [""], resources: ["configmaps"], verbs: ["create"]}""", message, StringComparison.Ordinal);
        Assert.Equal("True", _world.Condition("Stalled"));
    }

    [Fact]
    public void A_refused_object_is_tried_again_when_its_pause_is_over_and_not_before()
    {
        var first = _world.Reconcile(a => a.Key.Kind == "ConfigMap" && a.Key.Namespace == "net" ? Forbidden(a.Key, 1) : null);
        Assert.Equal(_world.Now + TimeSpan.FromSeconds(1), first.LookAgainAt);
        Assert.False(_world.Decide().HasSteps);
        _world.Now += TimeSpan.FromSeconds(1);
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Applied"));
        Assert.DoesNotContain(_world.Events, e => e.Reason == "DriftRepaired");
    }

    [Theory]
    [InlineData(
        422,
        "daemonsets.apps \"ds\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: no hostNetwork",
        "Denied",
        "webhook or policy"
    )]
    [InlineData(403, "admission webhook \"w.example.com\" denied the request: no", "Denied", "webhook or policy")]
    [InlineData(
        500,
        "Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: connection refused",
        "WebhookUnavailable",
        "namespaceSelector"
    )]
    public void Who_admits_objects_is_told_from_who_authorises_requests(int code, string words, string reason, string fix)
    {
        _world.Reconcile(a =>
            a.Key == _world.Key("DaemonSet") ? Forbidden(a.Key, 1) with { Code = code, Reason = "x", Message = words } : null
        );
        Assert.Equal(reason, _world.Text("Applied", "reason"));
        Assert.Contains(fix, _world.Text("Applied", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_object_is_tried_at_once_when_its_content_changed_because_that_may_have_fixed_it()
    {
        _world.Reconcile(a => a.Key.Kind == "ConfigMap" && a.Key.Namespace == "net" ? Forbidden(a.Key, 9) : null);
        _world.Objects[1] = World.Object("v1", "ConfigMap", "net", "cfg", """{"data":{"a":"2"}}""");
        _world.Reconcile();
        Assert.Equal("True", _world.Condition("Applied"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(99, 60)]
    public void The_pause_before_another_attempt_doubles_up_to_a_minute(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ApplyFailure.Pause(attempts, null));

    private ApplyFailure Forbidden(ObjectKey key, int attempts) =>
        new(
            key,
            "configmaps",
            "patch",
            403,
            "Forbidden",
            "configmaps \"cfg\" is forbidden: User \"x\" cannot create resource \"configmaps\" in API group \"\" in the namespace \"net\"",
            attempts,
            _world.Now + ApplyFailure.Pause(attempts, null)
        );
}
