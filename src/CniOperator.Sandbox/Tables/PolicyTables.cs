using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Tables;

/// <summary>The tables of RBAC, networking, policies, leases and the rest.</summary>
internal static class PolicyTables
{
    private static readonly Column RoleName = new("Role", (o, _) => $"{o.Text("roleRef", "kind")}/{o.Text("roleRef", "name")}");

    internal static IReadOnlyList<Column>? For(string resource) =>
        resource switch
        {
            "roles.rbac.authorization.k8s.io" or "clusterroles.rbac.authorization.k8s.io" =>
            [
                KindTables.Name,
                new("Created At", (o, _) => o.Text("metadata", "creationTimestamp"), Type: "date"),
            ],
            "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io" => Bindings,
            "leases.coordination.k8s.io" => [KindTables.Name, Cells.Text("Holder", "", 0, "spec", "holderIdentity"), KindTables.Age],
            "networkpolicies.networking.k8s.io" =>
            [
                KindTables.Name,
                new("Pod-Selector", (o, _) => Cells.Joined(o.Map("spec", "podSelector"))),
                KindTables.Age,
            ],
            "servicecidrs.networking.k8s.io" =>
            [
                KindTables.Name,
                new("CIDRs", (o, _) => string.Join(',', (o.List("spec", "cidrs") ?? []).Select(c => $"{c}"))),
                KindTables.Age,
            ],
            "ipaddresses.networking.k8s.io" => [KindTables.Name, new("ParentRef", (o, _) => Parent(o)), KindTables.Age],
            "poddisruptionbudgets.policy" => Budgets,
            "priorityclasses.scheduling.k8s.io" => PriorityClasses,
            "validatingwebhookconfigurations.admissionregistration.k8s.io"
            or "mutatingwebhookconfigurations.admissionregistration.k8s.io" =>
            [
                KindTables.Name,
                new("Webhooks", (o, _) => (o.List("webhooks") ?? []).Count, Type: "integer"),
                KindTables.Age,
            ],
            _ => null,
        };

    private static IReadOnlyList<Column> Bindings { get; } =
    [
        KindTables.Name,
        RoleName,
        KindTables.Age,
        Subjects("Users", "User"),
        Subjects("Groups", "Group"),
        Subjects("ServiceAccounts", "ServiceAccount"),
    ];

    private static IReadOnlyList<Column> Budgets { get; } =
    [
        KindTables.Name,
        new("Min Available", (o, _) => o.At("spec", "minAvailable")?.ToString() ?? "N/A"),
        new("Max Unavailable", (o, _) => o.At("spec", "maxUnavailable")?.ToString() ?? "N/A"),
        Cells.Count("Allowed Disruptions", "status", "disruptionsAllowed"),
        KindTables.Age,
    ];

    private static IReadOnlyList<Column> PriorityClasses { get; } =
    [
        KindTables.Name,
        Cells.Count("Value", "value"),
        new("Global-Default", (o, _) => o.Flag("globalDefault"), Type: "boolean"),
        KindTables.Age,
        Cells.Text("PreemptionPolicy", "", 0, "preemptionPolicy"),
    ];

    private static Column Subjects(string name, string kind) =>
        new(
            name,
            (o, _) =>
                string.Join(
                    ", ",
                    (o.List("subjects") ?? [])
                        .Where(s => s.Text("kind") == kind)
                        .Select(s => kind == "ServiceAccount" ? $"{s.Text("namespace")}/{s.Text("name")}" : s.Text("name"))
                ),
            Priority: 1
        );

    private static string Parent(JsonObject address)
    {
        var parent = address.Map("spec", "parentRef");
        return string.Join(
            '/',
            new[] { parent.Text("resource"), parent.Text("namespace"), parent.Text("name") }.Where(p => p is { Length: > 0 })
        );
    }
}
