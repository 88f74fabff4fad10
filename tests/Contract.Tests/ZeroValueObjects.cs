namespace CniOperator.Contract.Tests;

/// <summary>One valid object of each kind, with as many of its parts as go together: every part's other fields are tried.</summary>
internal static class ZeroValueObjects
{
    private const string Core = "/api/v1/namespaces/default";

    private const string Labels = """{"metadata":{"labels":{"a":"b"}},"spec":""";

    private const string Pod = """
        {"securityContext":{"runAsNonRoot":true,"sysctls":[{"name":"kernel.shm_rmid_forced","value":"1"}],"seccompProfile":{"type":"RuntimeDefault"}},
         "tolerations":[{"operator":"Exists"}],"hostAliases":[{"ip":"1.2.3.4","hostnames":["h"]}],"dnsConfig":{"nameservers":["1.2.3.4"],"options":[{"name":"ndots"}]},
         "imagePullSecrets":[{"name":"s"}],"readinessGates":[{"conditionType":"x"}],
         "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"t","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"a":"b"}}}],
         "affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"preference":{"matchExpressions":[{"key":"k","operator":"Exists"}]}}]},
          "podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"t","labelSelector":{"matchExpressions":[{"key":"k","operator":"Exists"}]}}]}},
         "initContainers":[{"name":"i","image":"x"}],
         "containers":[{"name":"c","image":"x","ports":[{"containerPort":1}],
          "env":[{"name":"A"},{"name":"B","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}},{"name":"C","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}},
           {"name":"D","valueFrom":{"configMapKeyRef":{"name":"s","key":"k"}}},{"name":"E","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu"}}}],
          "envFrom":[{"configMapRef":{"name":"m"}},{"secretRef":{"name":"m"}}],
          "resources":{"limits":{"cpu":"1"}},"volumeMounts":[{"name":"empty","mountPath":"/a"}],
          "securityContext":{"capabilities":{"add":["NET_ADMIN"]},"seLinuxOptions":{"level":"x"},"appArmorProfile":{"type":"Unconfined"}},
          "livenessProbe":{"httpGet":{"port":1,"httpHeaders":[{"name":"H","value":"v"}]}},"readinessProbe":{"tcpSocket":{"port":1}},"startupProbe":{"grpc":{"port":1}},
          "lifecycle":{"preStop":{"exec":{"command":["x"]}},"postStart":{"httpGet":{"port":1}}}}],
         "volumes":[{"name":"empty","emptyDir":{}},{"name":"host","hostPath":{"path":"/x"}},{"name":"map","configMap":{"name":"m","items":[{"key":"k","path":"p"}]}},
          {"name":"secret","secret":{"secretName":"s"}},{"name":"down","downwardAPI":{"items":[{"path":"p","fieldRef":{"fieldPath":"metadata.name"}}]}},
          {"name":"all","projected":{"sources":[{"serviceAccountToken":{"path":"t"}},{"configMap":{"name":"m"}},{"secret":{"name":"m"}}]}},
          {"name":"csi","csi":{"driver":"d"}},{"name":"nfs","nfs":{"server":"s","path":"/p"}},{"name":"claim","persistentVolumeClaim":{"claimName":"c"}}]}
        """;

    private const string Selector = """ "selector":{"matchLabels":{"a":"b"}},"template": """;

    /// <summary>Where an object is posted to, and the object, by kind.</summary>
    internal static IReadOnlyDictionary<string, (string Path, string Body)> All { get; } =
        new Dictionary<string, (string, string)>
        {
            ["DaemonSet"] = Of(
                "/apis/apps/v1/namespaces/default/daemonsets",
                $$$"""{"updateStrategy":{"rollingUpdate":{}},{{{Selector}}}{{{Labels}}}{{{Pod}}}}}"""
            ),
            ["Deployment"] = Of(
                "/apis/apps/v1/namespaces/default/deployments",
                $$$"""{"strategy":{"rollingUpdate":{}},{{{Selector}}}{{{Labels}}}{{{Pod}}}}}"""
            ),
            ["ReplicaSet"] = Of("/apis/apps/v1/namespaces/default/replicasets", $$$"""{{{{Selector}}}{{{Labels}}}{{{Pod}}}}}"""),
            ["StatefulSet"] = Of(
                "/apis/apps/v1/namespaces/default/statefulsets",
                $$$"""{"updateStrategy":{"rollingUpdate":{}},{{{Selector}}}{{{Labels}}}{{{Pod}}}}}"""
            ),
            ["Job"] = Of(
                "/apis/batch/v1/namespaces/default/jobs",
                """{"manualSelector":true,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x"}]}}}"""
            ),
            ["CronJob"] = Of(
                "/apis/batch/v1/namespaces/default/cronjobs",
                """{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x"}]}}}}}"""
            ),
            ["Pod"] = Of(
                $"{Core}/pods",
                """{"automountServiceAccountToken":false,"tolerations":[{"operator":"Exists"}],"containers":[{"name":"c","image":"x","securityContext":{}}],"volumes":[{"name":"v","emptyDir":{}}]}"""
            ),
            ["Service"] = Of($"{Core}/services", """{"clusterIP":"10.96.0.77","ports":[{"port":80}],"selector":{"a":"b"}}"""),
            ["ConfigMap"] = ($"{Core}/configmaps", """{"metadata":{"name":"zero"},"data":{"a":""}}"""),
            ["Secret"] = ($"{Core}/secrets", """{"metadata":{"name":"zero"}}"""),
            ["ServiceAccount"] = ($"{Core}/serviceaccounts", """{"metadata":{"name":"zero"},"imagePullSecrets":[{"name":"s"}]}"""),
            ["Namespace"] = ("/api/v1/namespaces", """{"metadata":{"name":"zero"}}"""),
            ["Node"] = ("/api/v1/nodes", """{"metadata":{"name":"zero"},"spec":{"taints":[{"key":"k","effect":"NoSchedule"}]}}"""),
            ["ClusterRole"] = (
                "/apis/rbac.authorization.k8s.io/v1/clusterroles",
                """{"metadata":{"name":"zero"},"rules":[{"verbs":["get"],"resources":["pods"],"apiGroups":[""]}],"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"a":"b"}}]}}"""
            ),
            ["NetworkPolicy"] = Of(
                "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies",
                """{"podSelector":{},"ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8"}},{"podSelector":{"matchLabels":{"a":"b"}}}],"ports":[{"port":1}]}]}"""
            ),
            ["PodDisruptionBudget"] = Of(
                "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
                """{"minAvailable":1,"selector":{"matchLabels":{"a":"b"}}}"""
            ),
            ["PriorityClass"] = ("/apis/scheduling.k8s.io/v1/priorityclasses", """{"metadata":{"name":"zero"}}"""),
            ["StorageClass"] = ("/apis/storage.k8s.io/v1/storageclasses", """{"metadata":{"name":"zero"},"provisioner":"x"}"""),
            ["Lease"] = Of("/apis/coordination.k8s.io/v1/namespaces/default/leases", """{"holderIdentity":"a"}"""),
            ["EndpointSlice"] = (
                "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
                """{"metadata":{"name":"zero"},"addressType":"IPv4","endpoints":[{"addresses":["10.1.2.3"],"targetRef":{"kind":"Pod"}}],"ports":[{"port":1}]}"""
            ),
            ["PersistentVolumeClaim"] = Of(
                $"{Core}/persistentvolumeclaims",
                """{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}"""
            ),
        };

    private static (string Path, string Body) Of(string path, string spec) =>
        (path, $$$"""{"metadata":{"name":"zero"},"spec":{{{spec}}}}""");
}
