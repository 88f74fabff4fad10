namespace CniOperator.Contract.Tests.Servers;

/// <summary>A custom resource that has everything: status, scale, columns, defaults, list types, CEL rules.</summary>
public static class Widgets
{
    public const string ApiVersion = "contract.example.com/v1";

    public const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    public const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.contract.example.com"},
         "spec":{"group":"contract.example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget","shortNames":["wd"],"categories":["all"]},
          "versions":[{"name":"v1","served":true,"storage":true,
           "subresources":{"status":{},"scale":{"specReplicasPath":".spec.size","statusReplicasPath":".status.size"}},
           "additionalPrinterColumns":[
            {"name":"Size","type":"integer","jsonPath":".spec.size"},
            {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},
            {"name":"Mode","type":"string","jsonPath":".spec.mode","priority":1},
            {"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"}],
           "schema":{"openAPIV3Schema":{"type":"object","properties":{
            "spec":{"type":"object","required":["size"],"properties":{
             "size":{"type":"integer","minimum":1},
             "mode":{"type":"string","enum":["a","b"],"default":"a"},
             "nested":{"type":"object","default":{},"properties":{"on":{"type":"boolean","default":true}}},
             "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
             "parts":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
              "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"value":{"type":"string"}}}},
             "tags":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}},
             "x-kubernetes-validations":[
              {"rule":"self.size < 100","message":"size must be under 100"},
              {"rule":"self.mode == oldSelf.mode","message":"mode cannot be changed"}]},
            "status":{"type":"object","properties":{"size":{"type":"integer"},"observedGeneration":{"type":"integer"},
             "conditions":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["type"],
              "items":{"type":"object","required":["type","status"],"properties":{"type":{"type":"string"},"status":{"type":"string"}}}}}}}}}}]}}
        """;

    public static string In(string ns) => $"/apis/{ApiVersion}/namespaces/{ns}/widgets";

    public static string Named(string name, string spec) =>
        $$$"""{"apiVersion":"{{{ApiVersion}}}","kind":"Widget","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}""";

    /// <summary>Creates the definition and waits until its resource is served.</summary>
    public static async Task InstallAsync(Api api)
    {
        (await api.Post(Definitions, Definition)).Expect(201);
        await WaitUntilServedAsync(api, In("default"));
    }

    public static async Task WaitUntilServedAsync(Api api, string path)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if ((await api.Get(path)).Status == 200)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Assert.Fail($"{path} was not served within ten seconds");
    }
}
