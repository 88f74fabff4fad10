using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Controllers;

/// <summary>
/// Namespace lifecycle: what every namespace gets (default service account, root certificate), and emptying one that is being deleted.
/// </summary>
internal sealed class NamespaceLoop : IControlLoop
{
    private const string RootCertificate = "kube-root-ca.crt";

    public string Name => "namespace-controller";

    public bool Cares(ResourceName resource) => resource != Kinds.Events && resource != Kinds.Leases;

    public LoopStep Step(ClusterView view, DateTimeOffset now)
    {
        var step = new StepBuilder(view, now, Name);
        foreach (var ns in view.List(Kinds.Namespaces))
        {
            if (ns.IsDeleting())
                Empty(ns, step);
            else
                Furnish(ns.Name(), step);
        }

        return step.Build();
    }

    private static void Furnish(string ns, StepBuilder step)
    {
        if (step.View.Get(Kinds.ServiceAccounts, ns, "default") is null)
            step.Add(
                new CreateWrite(Kinds.ServiceAccounts, Object("ServiceAccount", ns, "default")) { Manager = "serviceaccount-controller" }
            );
        if (step.View.Get(Kinds.ConfigMaps, ns, RootCertificate) is not null)
            return;
        var certificate = Object("ConfigMap", ns, RootCertificate);
        certificate["data"] = new JsonObject { ["ca.crt"] = "" };
        step.Add(new CreateWrite(Kinds.ConfigMaps, certificate) { Manager = "root-ca-certificate-publisher" });
    }

    private static void Empty(JsonObject ns, StepBuilder step)
    {
        var left = step.View.Everything().Where(e => e.Object.Namespace() == ns.Name()).ToList();
        foreach (var entry in left.Where(e => !e.Object.IsDeleting()))
            step.Add(DeleteWrite.Of(entry.Resource, entry.Object));
        if (left.Count > 0)
            return;
        var update = ns.Clone();
        update.FillMap("spec")["finalizers"] = new JsonArray();
        step.Add(new UpdateWrite(Kinds.Namespaces, update, "finalize"));
    }

    private static JsonObject Object(string kind, string ns, string name) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        };
}
