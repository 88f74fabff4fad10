using System.Text.Json.Nodes;
using CniOperator.Connectivity;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Kubernetes.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Install;

public sealed class RbacTests
{
    // One after the other; together they ask for everything that needs no Secret.
    private static readonly string[] Specs =
    [
        """{"provider":"flannel","flannel":{"networkPolicy":{"enabled":true}},"podNetwork":{"cidrs":["10.244.0.0/16"]}}""",
        """
            {"provider":"calico","version":"v3.33.0","podNetwork":{"cidrs":["10.244.0.0/16"]},"calico":{"typha":{"mode":"Enabled"},"kubeAPI":{"host":"192.0.2.1"},
             "ipam":{"strictAffinity":true},"metrics":{"kubeControllersPort":0},"bgp":{"routeReflectorSelector":"all()"}}}
            """,
        """{"provider":"weave","podNetwork":{"cidrs":["10.244.0.0/16"]}}""",
        """{"provider":"canal","version":"v3.33.0","podNetwork":{"cidrs":["10.244.0.0/16"]},"canal":{"kubeAPI":{"host":"192.0.2.1"},"metrics":{"kubeControllersPort":0}}}""",
    ];

    // Asked for only when the streaming list is not available, when the spec names Secrets, or when there are two replicas.
    private static readonly HashSet<string> NotAlwaysAsked = new(StringComparer.Ordinal)
    {
        "list",
        "list secrets",
        "watch secrets",
        "update leases.coordination.k8s.io",
        "get leases.coordination.k8s.io",
        "patch events",
        "watch events",
        "delete pods",
        "delete configmaps",
    };

    [Fact]
    public void The_installed_CRD_is_the_one_of_crds() =>
        Assert.Equal(
            File.ReadAllText(Lab.File("crds", "cni-operator.io_clusternetworks.yaml")),
            File.ReadAllText(Lab.File("config", "install", "00-clusternetworks-crd.yaml"))
        );

    [Fact]
    public void No_rule_has_a_wildcard_or_lets_rights_be_raised() => Assert.All(Rules(), rule =>
        {
            Assert.DoesNotContain("*", rule.Json.ToJsonString(), StringComparison.Ordinal);
            Assert.Empty(rule.Json.Texts("verbs").Intersect(["escalate", "bind", "impersonate"]));
        });

    [Fact]
    public void Secrets_are_open_in_the_operators_namespace_alone() =>
        Assert.All(Rules().Where(r => r.Json.Texts("resources").Contains("secrets")), r =>
            Assert.Equal("cni-operator-system", r.Namespace)
        );

    [Fact]
    public async Task The_rules_cover_every_request_of_the_operator_and_grant_nothing_else()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Reports = new ReportLink(new AgentSettings("cni-operator:test", [], ["192.0.2.1:8476"]));
        lab.Run(leaderElection: true);
        // Held only because an account cannot grant rights that it does not have: the networks' own.
        var granted = new HashSet<string>(StringComparer.Ordinal) { "get namespaces" };
        var given = new List<Rule>();
        foreach (var (spec, i) in Specs.Select((s, i) => (s, i)))
        {
            var json = Lab.Json(spec);
            json["deletionPolicy"] = "Remove";
            lab.Create(spec: json.ToJsonString());
            await RunsAsync(lab);
            given.AddRange(RolesOfNetworks(lab));
            lab.State.Delete(Lab.Networks, null, "default");
            await lab.UntilAsync(
                () => lab.State.Get(Lab.Networks, null, "default") is null && lab.Events("Uninstalled").Count > i,
                "uninstalled"
            );
            Renew(lab);
        }

        granted.UnionWith(given.SelectMany(r => r.Grants));
        var requests = lab
            .Cluster.Journal.Entries.Where(e => e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal) && e.Resource.Length > 0)
            .SelectMany(e => Verbs(e).Select(verb => (Entry: e, Verb: verb)))
            .ToList();

        var rules = Rules().ToList();
        Assert.Empty(requests.Where(r => !rules.Any(rule => rule.Allows(r.Verb, r.Entry))).Select(r => $"{r.Verb} {r.Entry}").Distinct());
        Assert.DoesNotContain(given.SelectMany(g => g.GrantsOfNames), g => !rules.Any(r => r.Holds(g)));
        var asked = requests.Select(r => $"{r.Verb} {r.Entry.Resource}").ToHashSet(StringComparer.Ordinal);
        var idle = rules
            .SelectMany(r => r.Grants)
            .Where(g =>
                !asked.Contains(g) && !granted.Contains(g) && !NotAlwaysAsked.Contains(g) && !NotAlwaysAsked.Contains(g.Split(' ')[0])
            );
        Assert.Empty(idle.Distinct());
    }

    // No agent runs here that would make it Ready.
    private static Task RunsAsync(Lab lab) =>
        lab.UntilAsync(() => lab.Condition("DataplaneAvailable") == "True" && lab.Condition("Applied") == "True", "applied and available");

    // Other machines of the same names: what a network leaves on nodes is in the next one's way.
    private static void Renew(Lab lab)
    {
        foreach (var node in lab.Cluster.Nodes.Names.ToList())
        {
            lab.Cluster.Nodes.Remove(node);
            lab.Cluster.Nodes.Add(node);
        }
    }

    // Server-side apply is a patch, and asks for create too when there is no such object.
    private static IEnumerable<string> Verbs(JournalEntry entry) =>
        entry.Verb != "apply" ? [entry.Verb]
        : entry.Status == 201 ? ["patch", "create"]
        : ["patch"];

    private static IEnumerable<Rule> RolesOfNetworks(Lab lab) =>
        from kind in new[] { "clusterroles", "roles" }
        from role in lab.State.List(new ResourceName("rbac.authorization.k8s.io", kind))
        where role.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel) == ClusterNetworkApi.FieldManager
        from rule in role.Items("rules")
        select new Rule(rule, role.Text("metadata", "namespace"));

    private static IEnumerable<Rule> Rules() =>
        Lab.Documents(Lab.File("config", "install", "20-rbac.yaml"))
            .Where(d => d.Text("kind") is "ClusterRole" or "Role")
            .SelectMany(d => d.Items("rules").Select(r => new Rule(r, d.Text("metadata", "namespace"))));

    private sealed record Rule(JsonObject Json, string? Namespace)
    {
        internal IEnumerable<string> Grants => Json.Texts("verbs").SelectMany(v => Resources.Select(r => $"{v} {r}"));

        /// <summary>Every right with its place and name, as an API server splits it to see whether an account may grant it.</summary>
        internal IEnumerable<(string Grant, string? Namespace, string? Name)> GrantsOfNames =>
            Grants.SelectMany(g =>
                Json.At("resourceNames") is null
                    ? [(g, Namespace, (string?)null)]
                    : Json.Texts("resourceNames").Select(n => (g, Namespace, (string?)n))
            );

        internal bool Holds((string Grant, string? Namespace, string? Name) right) =>
            Grants.Contains(right.Grant)
            && (Namespace is null || Namespace == right.Namespace)
            && (Json.At("resourceNames") is null || (right.Name is not null && Json.Texts("resourceNames").Contains(right.Name)));

        private IEnumerable<string> Resources =>
            Json.Texts("resources").SelectMany(r => Json.Texts("apiGroups").Select(g => Qualified(r, g)));

        internal bool Allows(string verb, JournalEntry entry) =>
            Json.Texts("verbs").Contains(verb)
            && Resources.Contains(entry.Resource)
            && (Namespace is null || Namespace == entry.Namespace)
            && (Json.At("resourceNames") is null || Json.Texts("resourceNames").Contains(entry.Name));

        // As the journal writes it: daemonsets.apps/status.
        private static string Qualified(string resource, string group)
        {
            var parts = resource.Split('/');
            return (group.Length == 0 ? parts[0] : $"{parts[0]}.{group}") + (parts.Length > 1 ? "/" + parts[1] : "");
        }
    }
}
