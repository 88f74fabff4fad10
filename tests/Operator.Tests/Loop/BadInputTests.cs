using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Nodes;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

public sealed class BadInputTests
{
    private static readonly ResourceName Secrets = new("", "secrets");

    [Theory]
    [MemberData(nameof(BadSpecs.OfNewNetworks), MemberType = typeof(BadSpecs))]
    public async Task A_spec_that_cannot_work_says_so_in_the_condition_and_applies_nothing(string spec, string named)
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(spec: spec);
        await lab.UntilAsync(() => lab.Condition("Stalled") == "True", "stalled");
        Assert.Equal("InvalidSpec", lab.Condition("Ready", "reason"));
        Assert.Contains(named, lab.Condition("Ready", "message"), StringComparison.Ordinal);
        Assert.Null(lab.DaemonSet);
    }

    [Fact]
    public async Task An_invalid_spec_after_a_valid_one_stops_no_repair_also_after_a_restart()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        lab.Edit(n => n["spec"]!["version"] = "v9.9.9");
        await lab.UntilAsync(() => lab.Condition("Ready", "reason") == "InvalidSpec", "invalid");
        Assert.Contains("last valid", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        await lab.KillAsync();
        lab.State.Delete(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg");
        lab.Run();
        await lab.UntilAsync(() => lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg") is not null, "repaired");
        lab.Edit(n => n["spec"]!["version"] = "");
        await lab.ReadyAsync();
    }

    [Theory]
    [MemberData(nameof(BadSpecs.OfOtherProviders), MemberType = typeof(BadSpecs))]
    public async Task A_bad_spec_of_another_provider_over_a_running_network_is_told_and_changes_nothing(
        string provider,
        string block,
        string parameters,
        string named,
        string cidr
    )
    {
        // The installed CRD refuses another provider in place; the operator must stand without it.
        await using var lab = await LenientAsync();
        lab.Catalog = BadAddons.Catalog;
        lab.Run();
        lab.Create();
        await lab.ReadyAsync();
        var before = Objects(lab);

        lab.Edit(n => n["spec"] = Lab.Json(BadSpecs.Spec(provider, block, parameters, cidr)));
        await lab.UntilAsync(() => lab.Condition("Stalled") == "True", "stalled");

        Assert.Equal("InvalidSpec", lab.Condition("Ready", "reason"));
        Assert.Contains(named, lab.Condition("Ready", "message"), StringComparison.Ordinal);
        Assert.Equal(before, Objects(lab));
    }

    [Fact]
    public async Task A_missing_Secret_is_named_its_arrival_is_seen_and_its_loss_stops_no_repair()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create(
            spec: """{"provider":"flannel","podNetwork":{"cidrs":["10.244.0.0/16"]},"flannel":{"backend":{"type":"ipsec","pskSecretRef":{"name":"psk","key":"key"}}}}"""
        );
        await lab.UntilAsync(() => lab.Condition("Ready", "reason") == "InvalidSpec", "refused");
        Assert.Contains("psk", lab.Condition("Ready", "message"), StringComparison.Ordinal);
        var value = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(new string('a', 96)));
        lab.State.Create(
            Secrets,
            Lab.Json(
                $$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"psk","namespace":"cni-operator-system"},"data":{"key":"{{{value}}}"}}"""
            ),
            "test"
        );
        await lab.UntilAsync(() => lab.DaemonSet is not null, "applied");
        Assert.DoesNotContain(new string('a', 96), lab.State.Get(Lab.Networks, null, "default")!.ToJsonString(), StringComparison.Ordinal);
        await lab.UntilAsync(() => lab.Condition("Applied") == "True", "all applied");

        lab.State.Delete(Secrets, "cni-operator-system", "psk");
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "InvalidSpec", "missed");
        var before = lab.DaemonSet!["spec"]!.ToJsonString();
        lab.State.Delete(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg");
        await lab.UntilAsync(
            () => lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg") is not null,
            "repaired without the Secret"
        );
        Assert.Contains("last valid one is still reconciled", lab.Condition("Applied", "message"), StringComparison.Ordinal);
        Assert.Equal(before, lab.DaemonSet!["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_forbidden_verb_on_one_object_names_the_rule_that_is_missing_and_the_rest_is_applied()
    {
        await using var lab = await Lab.StartAsync(run: false);
        const string Words =
            "configmaps \"kube-flannel-cfg\" is forbidden: User \"x\" cannot patch resource \"configmaps\" in API group \"\" in the namespace \"kube-flannel\"";
        var rule = lab.Cluster.Faults.Add(
            new FaultRule(new AnswerStatus(403, Message: Words))
            {
                Verb = "apply",
                Resource = "configmaps",
                Namespace = "kube-flannel",
                Times = null,
            }
        );
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "Forbidden", "forbidden");
        Assert.NotNull(lab.DaemonSet);
        Assert.Contains(
            """{apiGroups: [""], resources: ["configmaps"], verbs: ["patch"]}""",
            lab.Condition("Applied", "message"),
            StringComparison.Ordinal
        );
        lab.Cluster.Faults.Remove(rule);
        await lab.ReadyAsync();
        Assert.Empty(lab.Events("DriftRepaired"));
    }

    [Fact]
    public async Task A_webhook_that_denies_one_object_is_quoted()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Cluster.Faults.Add(
            new FaultRule(new DenyByWebhook("policy.example.com", "no DaemonSets here"))
            {
                Verb = "apply",
                Resource = "daemonsets",
                Times = null,
            }
        );
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "Denied", "denied");
        Assert.Contains("no DaemonSets here", lab.Condition("Applied", "message"), StringComparison.Ordinal);
        Assert.NotNull(lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg"));
    }

    [Theory]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_server_that_answers_with_errors_for_a_while_delays_and_loses_nothing(int code)
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Cluster.Faults.Add(
            new FaultRule(new AnswerStatus(code))
            {
                Verb = "apply",
                Resource = "daemonsets",
                Times = 2,
            }
        );
        lab.Cluster.Faults.Add(
            new FaultRule(new AnswerStatus(code))
            {
                Verb = "apply",
                Resource = "clusternetworks/status",
                Times = 1,
            }
        );
        lab.Run();
        lab.Create();
        await lab.ReadyAsync();
        Assert.Empty(lab.Events("DriftRepaired"));
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_write_does_no_harm()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Cluster.Faults.Add(
            new FaultRule(new LoseAnswer())
            {
                Verb = "apply",
                Resource = "daemonsets",
                Times = 1,
            }
        );
        lab.Cluster.Faults.Add(
            new FaultRule(new CloseConnection())
            {
                Verb = "apply",
                Resource = "configmaps",
                Times = 1,
            }
        );
        lab.Run();
        lab.Create();
        await lab.ReadyAsync();
        Assert.Empty(lab.Events("DriftRepaired"));
    }

    [Fact]
    public async Task A_kind_that_may_not_be_watched_is_applied_once_and_its_state_is_unknown()
    {
        await using var lab = await Lab.StartAsync(run: false);
        foreach (var verb in new[] { "list", "watch" })
            lab.Cluster.Faults.Add(
                new FaultRule(new AnswerStatus(403))
                {
                    Verb = verb,
                    Resource = "daemonsets",
                    Namespace = "kube-flannel",
                    Times = null,
                }
            );
        lab.Run();
        lab.Create();
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "WatchForbidden", "the gap named");
        Assert.NotNull(lab.DaemonSet);
        Assert.Equal("Unknown", lab.Condition("DataplaneAvailable"));
        Assert.Single(lab.Cluster.Journal.Entries, e => e.Verb == "apply" && e.Resource == "daemonsets.apps");
    }

    [Fact]
    public async Task An_API_server_that_goes_away_and_comes_back_costs_no_repair()
    {
        await using var lab = await Lab.StartAsync();
        lab.Create();
        await lab.ReadyAsync();
        var outage = lab.Cluster.Faults.Add(new FaultRule(new CloseConnection()) { Resource = "*", Times = null });
        lab.State.Delete(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg");
        await lab.UntilAsync(() => outage.Hits > 0, "the outage felt");
        lab.Cluster.Faults.Remove(outage);
        await lab.UntilAsync(() => lab.State.Get(Lab.ConfigMaps, "kube-flannel", "kube-flannel-cfg") is not null, "repaired");
    }

    [Fact]
    public async Task What_a_CRD_without_our_schema_lets_through_is_a_finding_and_no_crash()
    {
        await using var lab = await LenientAsync();
        lab.Run();
        lab.Create(
            spec: """{"provider":7,"podNetwork":{"cidrs":"10.244.0.0/16"},"flannel":{"backend":{"type":"carrier-pigeon"}},"nonsense":true}"""
        );
        await lab.UntilAsync(() => lab.Condition("Stalled") == "True", "stalled");
        Assert.Equal("InvalidSpec", lab.Condition("Ready", "reason"));
        Assert.Contains("spec.provider", lab.State.Get(Lab.Networks, null, "default")!["status"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_CRD_is_waited_for_with_a_clear_message()
    {
        await using var lab = await Lab.StartAsync(withCrd: false);
        await lab.UntilAsync(
            () => lab.Log.Any(l => l.Contains("kubectl apply -f config/install/", StringComparison.Ordinal)),
            "the message"
        );
        lab.InstallCrd();
        lab.Create();
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task A_crashing_dataplane_is_named_with_node_and_last_words()
    {
        await using var lab = await Lab.StartAsync();
        lab.Cluster.Nodes.Inject(
            new NodeFault(NodeFaultKind.Crash)
            {
                Node = "node-2",
                Pod = "kube-flannel-ds",
                Message = "no address to give",
            }
        );
        lab.Create();
        await lab.UntilAsync(
            () =>
                lab
                    .State.Get(Lab.Networks, null, "default")
                    .Items("status", "rollout", "problems")
                    .Any(p => p.Text("reason") == "CrashLoopBackOff"),
            "crash seen"
        );
        Assert.Equal("node-2", lab.State.Get(Lab.Networks, null, "default").Items("status", "rollout", "problems").First().Text("node"));
        lab.Cluster.Nodes.ClearFaults();
        await lab.ReadyAsync();
    }

    private static async Task<Lab> LenientAsync()
    {
        var lab = await Lab.StartAsync(withCrd: false, run: false);
        lab.InstallCrd(crd =>
            crd["spec"]!["versions"]![0]!["schema"] = Lab.Json(
                """{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}"""
            )
        );
        return lab;
    }

    // Everything that could be written for a network, by identity and version.
    private static IReadOnlyList<string> Objects(Lab lab) =>
        [
            .. new[]
            {
                Lab.DaemonSets,
                Lab.ConfigMaps,
                Lab.Namespaces,
                new("", "serviceaccounts"),
                new("rbac.authorization.k8s.io", "clusterroles"),
                new("apiextensions.k8s.io", "customresourcedefinitions"),
            }
                .SelectMany(r => lab.State.List(r))
                .Select(o =>
                    $"{o.Text("kind")} {o.Text("metadata", "name")} {o.Text("metadata", "uid")} {o["spec"]?.ToJsonString()}{o["data"]?.ToJsonString()}{o["rules"]?.ToJsonString()}"
                )
                .Order(StringComparer.Ordinal),
        ];
}
