using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

/// <summary>What all contract tests share.</summary>
[Collection(ContractCollection.Name)]
public abstract class ContractTest(ContractServers servers)
{
    protected Task<Api> On(string server) => servers.Get(server);

    protected static string ConfigMaps(string ns) => $"/api/v1/namespaces/{ns}/configmaps";

    protected static string ConfigMap(string name, string data = "{}", string labels = "{}") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","labels":{{{labels}}}},"data":{{{data}}}}""";

    protected static string DaemonSet(string name, string image = "x:1") => $$$"""
        {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"{{{name}}}"},"spec":{"selector":{"matchLabels":{"a":"b"}},
         "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"{{{image}}}"}]}} }}
        """;

    protected static string DaemonSets(string ns) => $"/apis/apps/v1/namespaces/{ns}/daemonsets";
}
