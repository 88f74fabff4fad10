using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

public sealed class TableTests(ContractServers servers) : ContractTest(servers)
{
    private static string Columns(Answer table) =>
        string.Join(
            ", ",
            table.At("columnDefinitions")!.AsArray().Select(c => $"{c!["name"]}:{c["type"]}{(c["priority"]!.ToString() == "0" ? "" : "+")}")
        );

    private static string Cells(Answer table, int row = 0) => table.At("rows", row, "cells")!.ToJsonString(Api.Plain);

    private static async Task<Answer> Table(Api api, string path)
    {
        var table = (await api.Get(path, Api.TableFormat)).Expect(200);
        Assert.Equal(("Table", "meta.k8s.io/v1"), (table.At("kind")!.ToString(), table.At("apiVersion")!.ToString()));
        return table;
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Custom_resources_have_the_columns_of_their_definition(string server)
    {
        var api = await On(server);
        var path = Widgets.In(await api.NewNamespace());
        await api.Post(path, Widgets.Named("a", """{"size":3}"""));
        await api.Patch($"{path}/a/status", Api.Merge, """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");
        await api.Post(path, Widgets.Named("b", """{"size":4}"""));
        var table = await Table(api, path);
        Assert.Equal("Name:string, Size:integer, Ready:string, Mode:string+, Age:date", Columns(table));
        Assert.Matches("""^\["a",3,"True","a","[0-9]+s"\]$""", Cells(table));
        Assert.Matches("""^\["b",4,null,"a","[0-9]+s"\]$""", Cells(table, 1));
        Assert.Equal("PartialObjectMetadata", table.At("rows", 0, "object", "kind")!.ToString());
        Assert.Matches("""^\["b",4,null""", Cells(await Table(api, $"{path}/b")));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_table_may_include_whole_objects_or_none(string server)
    {
        var api = await On(server);
        var path = Widgets.In(await api.NewNamespace());
        await api.Post(path, Widgets.Named("a", """{"size":3}"""));
        Assert.Equal("Widget", (await Table(api, $"{path}?includeObject=Object")).At("rows", 0, "object", "kind")!.ToString());
        Assert.Null((await Table(api, $"{path}?includeObject=None")).At("rows", 0, "object", "metadata"));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Nodes_show_whether_they_are_ready(string server)
    {
        var api = await On(server);
        const string name = "contract-table";
        await api.Post("/api/v1/nodes", $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{"node-role.kubernetes.io/worker":""}}}""");
        await api.Patch(
            $"/api/v1/nodes/{name}/status",
            Api.Strategic,
            """
            {"status":{"conditions":[{"type":"Ready","status":"True"}],"addresses":[{"type":"InternalIP","address":"192.0.2.1"}],
             "nodeInfo":{"kubeletVersion":"v1","osImage":"os","kernelVersion":"k","containerRuntimeVersion":"r"}}}
            """
        );
        var table = await Table(api, $"/api/v1/nodes/{name}");
        Assert.Equal(
            "Name:string, Status:string, Roles:string, Age:string, Version:string, Internal-IP:string+, External-IP:string+, OS-Image:string+, Kernel-Version:string+, Container-Runtime:string+",
            Columns(table)
        );
        Assert.Matches("""^\["contract-table","Ready","worker","[0-9]+s","v1","192.0.2.1","<none>","os","k","r"\]$""", Cells(table));
        await api.Patch($"/api/v1/nodes/{name}", Api.Merge, """{"spec":{"unschedulable":true}}""");
        Assert.Contains("Ready,SchedulingDisabled", Cells(await Table(api, $"/api/v1/nodes/{name}")), StringComparison.Ordinal);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Pods_show_what_their_containers_do(string server)
    {
        var api = await On(server);
        var path = $"/api/v1/namespaces/{await api.NewNamespace()}/pods";
        await api.Post(
            path,
            """{"metadata":{"name":"p"},"spec":{"nodeName":"n1","containers":[{"name":"c","image":"x"},{"name":"d","image":"y"}]}}"""
        );
        var table = await Table(api, path);
        Assert.Equal(
            "Name:string, Ready:string, Status:string, Restarts:string, Age:string, IP:string+, Node:string+, Nominated Node:string+, Readiness Gates:string+",
            Columns(table)
        );
        Assert.Matches("""^\["p","0/2","Pending","0","[0-9]+s","<none>","n1","<none>","<none>"\]$""", Cells(table));
        await api.Patch(
            $"{path}/p/status",
            Api.Merge,
            """
            {"status":{"phase":"Running","podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}],"containerStatuses":[
             {"name":"c","ready":true,"restartCount":2,"image":"","imageID":"","state":{"running":{}}},
             {"name":"d","ready":false,"restartCount":1,"image":"","imageID":"","state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}
            """
        );
        Assert.Matches(
            """^\["p","1/2","CrashLoopBackOff","3","[0-9]+s","10.0.0.1","n1","<none>","<none>"\]$""",
            Cells(await Table(api, path))
        );
        await api.Delete($"{path}/p");
        Assert.Contains("\"Terminating\"", Cells(await Table(api, path)), StringComparison.Ordinal);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Workloads_show_their_numbers(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(DaemonSets(ns), DaemonSet("d"));
        await api.Patch(
            $"{DaemonSets(ns)}/d/status",
            Api.Merge,
            """{"status":{"desiredNumberScheduled":3,"currentNumberScheduled":2,"numberReady":1}}"""
        );
        var daemons = await Table(api, DaemonSets(ns));
        Assert.Equal(
            "Name:string, Desired:integer, Current:integer, Ready:integer, Up-to-date:integer, Available:integer, Node Selector:string, Age:string, Containers:string+, Images:string+, Selector:string+",
            Columns(daemons)
        );
        Assert.Matches("""^\["d",3,2,1,0,0,"<none>","[0-9]+s","c","x:1","a=b"\]$""", Cells(daemons));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Events_and_small_objects_have_their_own_columns(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(
            $"/api/v1/namespaces/{ns}/events",
            $$$"""
            {"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","name":"p","namespace":"{{{ns}}}"},"reason":"R","message":"m","type":"Normal","count":3,"source":{"component":"c"}}
            """
        );
        var events = await Table(api, $"/api/v1/namespaces/{ns}/events");
        Assert.Equal(
            "Last Seen:string, Type:string, Reason:string, Object:string, Subobject:string+, Source:string+, Message:string, First Seen:string+, Count:string+, Name:string+",
            Columns(events)
        );
        Assert.Contains("\"Normal\",\"R\",\"pod/p\",\"\",\"c\",\"m\"", Cells(events), StringComparison.Ordinal);
        await api.Post(ConfigMaps(ns), ConfigMap("a", """{"x":"1","y":"2"}"""));
        var maps = await Table(api, ConfigMaps(ns));
        Assert.Equal("Name:string, Data:string, Age:string", Columns(maps));
        Assert.Matches("""^\["a",2,"[0-9]+s"\]$""", Cells(maps));
        Assert.Equal("Name:string, Status:string, Age:string", Columns(await Table(api, $"/api/v1/namespaces/{ns}")));
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Metadata_alone_is_an_answer_too(string server)
    {
        var api = await On(server);
        var ns = await api.NewNamespace();
        await api.Post(ConfigMaps(ns), ConfigMap("a", """{"x":"1"}"""));
        var one = (await api.Get($"{ConfigMaps(ns)}/a", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")).Expect(200);
        Assert.Equal(("PartialObjectMetadata", "meta.k8s.io/v1"), (one.At("kind")!.ToString(), one.At("apiVersion")!.ToString()));
        Assert.Null(one.At("data"));
        var list = (await api.Get(ConfigMaps(ns), "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")).Expect(200);
        Assert.Equal(("PartialObjectMetadataList", "a"), (list.At("kind")!.ToString(), list.Names));
        (await api.Get(ConfigMaps(ns), "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1")).Expect(406);
    }
}
