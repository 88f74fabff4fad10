using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// Whether a service account may do something, from the RBAC objects in the cluster: simulated daemons fail as real ones do without rights.
/// </summary>
internal static class Rbac
{
    /// <param name="view">The cluster.</param>
    /// <param name="accountNamespace">Namespace of the service account.</param>
    /// <param name="account">Name of the service account.</param>
    /// <param name="verb">get, list, watch, patch …</param>
    /// <param name="group">API group; empty for core.</param>
    /// <param name="resource">Plural.</param>
    /// <param name="subresource">Subresource or null.</param>
    /// <param name="ns">Namespace of the object; null at the cluster scope.</param>
    public static bool Allows(
        ClusterView view,
        string accountNamespace,
        string account,
        string verb,
        string group,
        string resource,
        string? subresource,
        string? ns
    )
    {
        var target = subresource is null ? resource : $"{resource}/{subresource}";
        var rules = view.List(Kinds.ClusterRoleBindings).Where(Binds).SelectMany(b => Rules(b, null));
        if (ns is not null)
            rules = rules.Concat(view.List(Kinds.RoleBindings, ns).Where(Binds).SelectMany(b => Rules(b, ns)));
        return rules.Any(r =>
            Has(r, "verbs", verb) && Has(r, "apiGroups", group) && Has(r, "resources", target) && !r.Texts("resourceNames").Any()
        );

        bool Binds(JsonObject binding) =>
            binding
                .Items("subjects")
                .Any(s =>
                    (s.Text("kind"), s.Text("name")) switch
                    {
                        ("ServiceAccount", var name) => name == account && (s.Text("namespace") ?? binding.Namespace()) == accountNamespace,
                        ("User", var name) => name == $"system:serviceaccount:{accountNamespace}:{account}",
                        ("Group", var name) => name == "system:serviceaccounts"
                            || name == $"system:serviceaccounts:{accountNamespace}"
                            || name == "system:authenticated",
                        _ => false,
                    }
                );

        IEnumerable<JsonObject> Rules(JsonObject binding, string? roleNamespace) =>
            binding.Text("roleRef", "kind") == "ClusterRole"
                ? view.Get(Kinds.ClusterRoles, null, binding.Text("roleRef", "name")).Items("rules")
                : view.Get(Kinds.Roles, roleNamespace, binding.Text("roleRef", "name")).Items("rules");
    }

    private static bool Has(JsonObject rule, string key, string value) => rule.Texts(key).Any(v => v == "*" || v == value);
}
