using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Tests.Nodes;

/// <summary>Small manifests for tests: a flannel-like dataplane and ordinary workloads.</summary>
internal static class Manifests
{
    public const string NetConf = """{"Network":"10.244.0.0/16","Backend":{"Type":"vxlan"}}""";

    public static IEnumerable<JsonObject> Flannel(string netConf = NetConf, Action<JsonObject>? daemonSet = null)
    {
        yield return Parse("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-flannel"}}""");
        yield return Parse("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"flannel","namespace":"kube-flannel"}}""");
        yield return Parse(
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"flannel"},"rules":[
              {"apiGroups":[""],"resources":["pods"],"verbs":["get"]},
              {"apiGroups":[""],"resources":["nodes"],"verbs":["get","list","watch"]},
              {"apiGroups":[""],"resources":["nodes/status"],"verbs":["patch"]}]}
            """
        );
        yield return Parse(
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"flannel"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"flannel"},
             "subjects":[{"kind":"ServiceAccount","name":"flannel","namespace":"kube-flannel"}]}
            """
        );
        yield return ConfigMap(netConf);
        var set = DaemonSet();
        daemonSet?.Invoke(set);
        yield return set;
    }

    public static JsonObject ConfigMap(string netConf) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "flannel-cfg", ["namespace"] = "kube-flannel" },
            ["data"] = new JsonObject
            {
                ["cni-conf.json"] = """{"name":"cbr0","cniVersion":"0.3.1","plugins":[{"type":"flannel"}]}""",
                ["net-conf.json"] = netConf,
            },
        };

    public static JsonObject DaemonSet() =>
        Parse(
            """
            {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"flannel-ds","namespace":"kube-flannel"},
             "spec":{"selector":{"matchLabels":{"app":"flannel"}},"template":{"metadata":{"labels":{"app":"flannel"}},"spec":{
              "hostNetwork":true,"serviceAccountName":"flannel","tolerations":[{"operator":"Exists","effect":"NoSchedule"}],
              "initContainers":[{"name":"install-cni","image":"example.test/flannel:v0.28.9","command":["cp"],
                "args":["-f","/etc/kube-flannel/cni-conf.json","/etc/cni/net.d/10-flannel.conflist"],
                "volumeMounts":[{"name":"cni","mountPath":"/etc/cni/net.d"},{"name":"cfg","mountPath":"/etc/kube-flannel/"}]}],
              "containers":[{"name":"kube-flannel","image":"example.test/flannel:v0.28.9","command":["/opt/bin/flanneld"],
                "args":["--ip-masq","--kube-subnet-mgr","--healthz-port=8081"],
                "ports":[{"name":"healthz","containerPort":8081}],
                "readinessProbe":{"httpGet":{"path":"/readyz","port":"healthz"},"initialDelaySeconds":5,"periodSeconds":10},
                "env":[{"name":"NODE_NAME","valueFrom":{"fieldRef":{"fieldPath":"spec.nodeName"}}}],
                "volumeMounts":[{"name":"run","mountPath":"/run/flannel"},{"name":"cfg","mountPath":"/etc/kube-flannel/"}]}],
              "volumes":[{"name":"run","hostPath":{"path":"/run/flannel"}},{"name":"cni","hostPath":{"path":"/etc/cni/net.d"}},
                {"name":"cfg","configMap":{"name":"flannel-cfg"}}]}}}}
            """
        );

    public static JsonObject Deployment(string name, int replicas) =>
        Parse(
            $$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}","namespace":"default"},
             "spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"{{{name}}}"}},"template":{"metadata":{"labels":{"app":"{{{name}}}"}},
              "spec":{"containers":[{"name":"web","image":"example.test/web:1","ports":[{"name":"http","containerPort":80} ] } ] } } } }
            """
        );

    public static JsonObject Container(JsonObject set) => (JsonObject)set.At("spec", "template", "spec", "containers")!.AsArray()[0]!;

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
