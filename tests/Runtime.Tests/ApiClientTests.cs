using System.Text.Json.Nodes;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Decoding;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Requests;
using CniOperator.Runtime.Client.Resources;
using CniOperator.Runtime.Tests.Support;
using k8s.Models;

namespace CniOperator.Runtime.Tests;

public class ApiClientTests
{
    private static readonly ObjectName A = new(null, "a");

    [Fact]
    public async Task A_request_that_may_be_sent_twice_waits_as_long_as_a_429_asks_and_tries_again()
    {
        await using var bench = new Bench();
        bench.Server.Put(Bench.Path("a"));
        var answers = new Queue<Fault>([Fault.TooManyRequests, Fault.Unavailable]);
        bench.Server.Script = _ => answers.TryDequeue(out var f) ? f : Fault.None;
        var begun = bench.Clock.GetTimestamp();
        var get = bench.Client.GetAsync(Bench.Widgets, A, CancellationToken.None);
        await bench.UntilAsync(() => get.IsCompleted);
        Assert.Equal("a", (await get).Metadata.Name);
        Assert.Equal(3, bench.Server.Requests().Count);
        Assert.InRange(bench.Clock.GetElapsedTime(begun), TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_create_is_not_tried_again_because_the_first_may_have_worked()
    {
        await using var bench = new Bench();
        bench.Server.Script = _ => Fault.Unavailable;
        var error = await Assert.ThrowsAsync<ApiException>(() =>
            bench.Client.CreateAsync(Bench.Widgets, new Unstructured(Bench.Widget("a")), CancellationToken.None)
        );
        Assert.Equal((503, "ServiceUnavailable"), (error.Code, error.Reason));
        Assert.Single(bench.Server.Requests());
    }

    [Fact]
    public async Task A_deadline_is_not_a_cancellation_and_names_the_request()
    {
        await using var bench = new Bench();
        bench.Server.Script = _ => Fault.Silence;
        var get = bench.Client.GetAsync(Bench.Widgets, A, CancellationToken.None);
        await bench.UntilAsync(() => get.IsCompleted, TimeSpan.FromSeconds(5));
        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => get);
        Assert.Equal("get widgets.example.io a: no answer from the API server at http://test/ within 30 s", error.Message);
    }

    [Fact]
    public async Task A_cancellation_by_the_caller_is_one()
    {
        await using var bench = new Bench();
        bench.Server.Script = _ => Fault.Silence;
        using var cancel = new CancellationTokenSource();
        var get = bench.Client.GetAsync(Bench.Widgets, A, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_with_the_cause()
    {
        await using var bench = new Bench();
        bench.Server.Script = _ => Fault.Reset;
        var error = await Assert.ThrowsAsync<ApiException>(() => bench.Client.GetAsync(Bench.Widgets, A, CancellationToken.None));
        Assert.Equal("get widgets.example.io a: the API server at http://test/ cannot be reached: connection reset by peer", error.Message);
        Assert.True(error.IsUnavailable);
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_null_when_looked_for_and_an_error_when_demanded()
    {
        await using var bench = new Bench();
        Assert.Null(await bench.Client.FindAsync(Bench.Widgets, A, CancellationToken.None));
        var error = await Assert.ThrowsAsync<ApiException>(() => bench.Client.GetAsync(Bench.Widgets, A, CancellationToken.None));
        Assert.True(error.IsNotFound);
    }

    [Fact]
    public async Task An_apply_states_manager_and_force_and_sends_the_object_as_it_is()
    {
        await using var bench = new Bench();
        var result = await bench.Client.ApplyAsync(
            Bench.WidgetKind,
            Bench.Widget("a", 3),
            new ApplyOptions("me", Force: true, DryRun: true, Subresource: "status"),
            CancellationToken.None
        );
        var request = Assert.Single(bench.Server.Requests());
        Assert.Equal(
            ("PATCH", "application/apply-patch+yaml", Bench.Path("a") + "/status"),
            (request.Method, request.ContentType, request.Path)
        );
        Assert.Equal(("me", "true", "All"), (request.Query["fieldManager"], request.Query["force"], request.Query["dryRun"]));
        Assert.Equal(3, JsonNode.Parse(request.Body)!["spec"]!["size"]!.GetValue<int>());
        Assert.NotNull(result["metadata"]);
    }

    [Fact]
    public async Task A_delete_carries_its_precondition_and_tells_whether_there_was_anything()
    {
        await using var bench = new Bench();
        bench.Server.Put(Bench.Path("a"));
        Assert.True(await bench.Client.DeleteAsync(Bench.WidgetKind, A, "uid-1", CancellationToken.None));
        Assert.False(await bench.Client.DeleteAsync(Bench.WidgetKind, A, "uid-1", CancellationToken.None));
        var body = JsonNode.Parse(bench.Server.Requests()[0].Body)!;
        Assert.Equal("Background", body["propagationPolicy"]!.GetValue<string>());
        Assert.Equal("""{"uid":"uid-1"}""", body["preconditions"]!.ToJsonString());
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_restarted_once_when_its_snapshot_expires()
    {
        await using var bench = new Bench();
        bench.Server.PageSize = 2;
        for (var i = 0; i < 5; i++)
            bench.Server.Put(Bench.Path($"w{i}"));
        var expired = false;
        bench.Server.Script = r =>
        {
            var now = !expired && r.Query["continue"] == "2";
            expired |= now;
            return now ? Fault.Gone : Fault.None;
        };
        var list = await bench.Client.ListAsync(Bench.Widgets, ListScope.All, CancellationToken.None);
        Assert.Equal(["w0", "w1", "w2", "w3", "w4"], list.Items.Select(i => i.Metadata.Name));
        Assert.Equal(5, bench.Server.Requests().Count);
        Assert.Equal(("example.io/v1", "Widget"), (list.Items[0].ApiVersion, list.Items[0].Kind));
    }

    [Fact]
    public void An_error_carries_the_causes_and_says_which_request_on_which_object()
    {
        var request = new ApiRequest(HttpMethod.Patch, "/x", "patch", "daemonsets.apps", "kube-flannel/kube-flannel-ds");
        var body =
            """
            {"kind":"Status","code":409,"reason":"Conflict","message":"Apply failed with 1 conflict","details":{"retryAfterSeconds":7,"causes":[
            {"reason":"FieldManagerConflict","field":".spec.x","message":"conflict with \"kubectl\""}]}}
            """u8;
        var error = StatusReader.From(request, 409, body, null);
        Assert.Equal("patch daemonsets.apps kube-flannel/kube-flannel-ds: 409 Conflict: Apply failed with 1 conflict", error.Message);
        Assert.Equal(new ApiCause("FieldManagerConflict", ".spec.x", "conflict with \"kubectl\""), Assert.Single(error.Causes));
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        Assert.True(error.IsConflict);
    }

    [Fact]
    public void An_answer_of_a_proxy_is_shown_as_text()
    {
        var error = StatusReader.From(new ApiRequest(HttpMethod.Get, "/x", "list", "pods"), 502, "<html>\nbad gateway</html>"u8, null);
        Assert.Equal("list pods: 502 BadGateway: <html> bad gateway</html>", error.Message);
    }

    [Fact]
    public void Typed_objects_are_read_without_managed_fields_and_with_their_kind()
    {
        var body =
            """
            {"metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"n1","managedFields":[{"manager":"x","fieldsV1":{"f:a":{}}}]},
            "spec":{"podCIDR":"10.244.0.0/24","brandNewField":1},"status":{"allocatable":{"cpu":"2"}}}]}
            """u8;
        var node = Assert.Single(ListReader.Read(body, TypedKinds.Nodes).Items);
        Assert.Equal(("Node", "v1", "10.244.0.0/24", null), (node.Kind, node.ApiVersion, node.Spec.PodCIDR, node.Metadata.ManagedFields));
        Assert.Equal("2", node.Status.Allocatable["cpu"].ToString());
    }

    [Fact]
    public async Task A_typed_object_is_written_without_fields_that_are_not_set()
    {
        await using var bench = new Bench();
        var map = new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = "c", NamespaceProperty = "n" },
            Data = new Dictionary<string, string> { ["k"] = "v" },
        };
        await bench.Client.CreateAsync(TypedKinds.ConfigMaps, map, CancellationToken.None);
        var request = Assert.Single(bench.Server.Requests());
        Assert.Equal("/api/v1/namespaces/n/configmaps", request.Path);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""{"apiVersion":"v1","kind":"ConfigMap","data":{"k":"v"},"metadata":{"name":"c","namespace":"n"}}"""),
                JsonNode.Parse(request.Body)
            )
        );
    }

    [Fact]
    public async Task A_namespaced_object_without_a_namespace_is_refused_before_it_is_sent()
    {
        await using var bench = new Bench();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.FindAsync(TypedKinds.Pods, A, CancellationToken.None));
        Assert.Equal("pods are namespaced: a must have metadata.namespace", error.Message);
    }
}
