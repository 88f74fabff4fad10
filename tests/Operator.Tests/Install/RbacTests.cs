using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Objects;
using CniOperator.Operator.Tests.Loop;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Install;

public sealed class RbacTests
{
    private static readonly ResourceName ClusterRoles = new("rbac.authorization.k8s.io", "clusterroles");
    private static readonly ResourceName Roles = new("rbac.authorization.k8s.io", "roles");

    // With all that makes a network ask for more rights.
    private static readonly (string Provider, string More)[] Networks =
    [
        ("flannel", """, "flannel":{"networkPolicy":{"enabled":true}}"""),
        ("weave", ""),
        ("canal", """, "canal":{"kubeAPI":{"host":"192.0.2.1"},"metrics":{"kubeControllersPort":9094}}"""),
        ("canal", """, "version":"v3.33.0" """),
    ];

    // Asked for only when the streaming list is not to be had, when the spec names Secrets, or when there are two replicas.
    private static readonly HashSet<string> NotAlwaysAsked = new(StringComparer.Ordinal) { "list", "list secrets", "watch secrets", "update leases.coordination.k8s.io", "patch events", "delete configmaps" };

    [Fact]
    public void The_installed_CRD_is_the_one_of_crds() => Assert.Equal(
        File.ReadAllText(Lab.File("crds", "cni-operator.io_clusternetworks.yaml")),
        File.ReadAllText(Lab.File("config", "install", "00-clusternetworks-crd.yaml")));

    [Fact]
    public void No_rule_has_a_wildcard_or_lets_rights_be_raised() => Assert.All(Rules(), rule =>
    {
        Assert.DoesNotContain("*", rule.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(rule.Json.Texts("verbs").Intersect(["escalate", "bind", "impersonate"]));
    });

    [Fact]
    public void Secrets_are_open_in_the_operators_namespace_alone() =>
        Assert.All(Rules().Where(r => r.Json.Texts("resources").Contains("secrets")), r => Assert.Equal("cni-operator-system", r.Namespace));

    [Fact]
    public async Task The_rules_cover_every_request_of_the_operator_and_grant_nothing_else()
    {
        await using var lab = await Lab.StartAsync(run: false);
        lab.Run(leaderElection: true);
        // Nobody can grant what he does not hold.
        var granted = new List<Rule>();
        foreach (var ((provider, more), i) in Networks.Select((p, i) => (p, i)))
        {
            lab.Create(spec: $$$"""{"provider":"{{{provider}}}","deletionPolicy":"Remove","podNetwork":{"cidrs":["10.244.0.0/16"]}{{{more}}}}""");
            await lab.ReadyAsync();
            granted.AddRange(RulesOf(lab.State.List(ClusterRoles).Concat(lab.State.List(Roles)).Where(r => r.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel) is not null)));
            lab.State.Delete(Lab.Networks, null, "default");
            await lab.UntilAsync(() => lab.State.Get(Lab.Networks, null, "default") is null && lab.Events("Uninstalled").Count > i, $"{provider} uninstalled");
        }

        var requests = lab.Cluster.Journal.Entries
            .Where(e => e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal) && e.Resource.Length > 0)
            .SelectMany(e => Verbs(e).Select(verb => (Entry: e, Verb: verb))).ToList();

        var rules = Rules().ToList();
        Assert.Empty(requests.Where(r => !rules.Any(rule => rule.Allows(r.Verb, r.Entry))).Select(r => $"{r.Verb} {r.Entry}").Distinct());
        var asked = requests.Select(r => $"{r.Verb} {r.Entry.Resource}").ToHashSet(StringComparer.Ordinal);
        var held = rules.SelectMany(r => r.Grants.Select(g => (r, g))).ToList();
        Assert.Empty(granted.SelectMany(r => r.Grants.Where(g => !held.Any(h => h.g == g && h.r.Covers(r)))).Distinct());
        var passedOn = granted.SelectMany(r => r.Grants).ToHashSet(StringComparer.Ordinal);
        var idle = rules.SelectMany(r => r.Grants).Where(g => !asked.Contains(g) && !passedOn.Contains(g) && !NotAlwaysAsked.Contains(g) && !NotAlwaysAsked.Contains(g.Split(' ')[0]));
        Assert.Empty(idle.Distinct());
    }

    // Server-side apply is a patch, and asks for create too when there is no such object.
    private static IEnumerable<string> Verbs(JournalEntry entry) => entry.Verb != "apply" ? [entry.Verb] : entry.Status == 201 ? ["patch", "create"] : ["patch"];

    private static IEnumerable<Rule> Rules() =>
        RulesOf(Lab.Documents(Lab.File("config", "install", "20-rbac.yaml")).Where(d => d.Text("kind") is "ClusterRole" or "Role"));

    private static IEnumerable<Rule> RulesOf(IEnumerable<JsonObject> roles) =>
        roles.SelectMany(d => d.Items("rules").Select(r => new Rule(r, d.Text("metadata", "namespace"))));

    private sealed record Rule(JsonObject Json, string? Namespace)
    {
        internal IEnumerable<string> Grants => Json.Texts("verbs").SelectMany(v => Resources.Select(r => $"{v} {r}"));

        private IEnumerable<string> Resources => Json.Texts("resources").SelectMany(r => Json.Texts("apiGroups").Select(g => Qualified(r, g)));

        internal bool Allows(string verb, JournalEntry entry) =>
            Json.Texts("verbs").Contains(verb) && Resources.Contains(entry.Resource)
            && (Namespace is null || Namespace == entry.Namespace)
            && (Json.At("resourceNames") is null || Json.Texts("resourceNames").Contains(entry.Name));

        /// <summary>True when whoever has this rule may grant that one, as far as place and names go.</summary>
        internal bool Covers(Rule other) =>
            (Namespace is null || Namespace == other.Namespace)
            && (Json.At("resourceNames") is null || (other.Json.At("resourceNames") is not null && !other.Json.Texts("resourceNames").Except(Json.Texts("resourceNames")).Any()));

        // As the journal writes it: daemonsets.apps/status.
        private static string Qualified(string resource, string group)
        {
            var parts = resource.Split('/');
            return (group.Length == 0 ? parts[0] : $"{parts[0]}.{group}") + (parts.Length > 1 ? "/" + parts[1] : "");
        }
    }
}
