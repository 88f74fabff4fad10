using System.Text.Json.Nodes;
using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

/// <summary>What all contract tests share.</summary>
[Collection(ContractCollection.Name)]
public abstract class ContractTest(ContractServers servers)
{
    protected Task<Api> On(string server) => servers.Get(server);

    /// <summary>JSON text with its fields in the order of their names: servers differ in the order they write.</summary>
    internal static string Sorted(JsonNode node) => Order(node)!.ToJsonString(Api.Plain);

    private static JsonNode? Order(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, Order(f.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Order)]),
            _ => node?.DeepClone(),
        };

    protected static string ConfigMaps(string ns) => $"/api/v1/namespaces/{ns}/configmaps";

    protected static string ConfigMap(string name, string data = "{}", string labels = "{}") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","labels":{{{labels}}}},"data":{{{data}}}}""";

    protected static string DaemonSet(string name, string image = "x:1") =>
        $$$"""
            {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"{{{name}}}"},"spec":{"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"{{{image}}}"}]}} }}
            """;

    protected static string DaemonSets(string ns) => $"/apis/apps/v1/namespaces/{ns}/daemonsets";
}
