using CniOperator.Hosting;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>
/// A user's addon, from its folder to a network that runs: one with a definition, an object of its kind, and a DaemonSet.
/// </summary>
public sealed class UserAddonTests
{
    private const string Spec = """{"provider":"tinynet","deletionPolicy":"Remove","podNetwork":{"cidrs":["10.244.0.0/16"]}}""";

    private static readonly ResourceName Pools = new("tinynet.example.com", "pools");
    private static readonly ResourceName Definitions = new("apiextensions.k8s.io", "customresourcedefinitions");

    [Fact]
    public async Task It_becomes_Ready_without_an_answer_of_404_and_in_one_request_an_object()
    {
        await using var lab = await StartAsync();
        lab.Create(spec: Spec);
        await lab.ReadyAsync();

        Assert.Equal("10.244.0.0/16", lab.State.Get(Pools, null, "default").Text("spec", "cidr"));
        var ours = lab.Cluster.Journal.Entries.Where(e => e.UserAgent.StartsWith("cni-operator", StringComparison.Ordinal)).ToList();
        // What decides on a network is looked for before it is applied, and that it is not there is the answer.
        Assert.Empty(ours.Where(e => e.Status >= 400 && e.Verb != "get").Select(e => e.ToString()));
        Assert.All(ours.Where(e => e.Status == 404).GroupBy(e => (e.Resource, e.Name)), g => Assert.Single(g));
        Assert.Equal(1, ours.Count(e => e.IsWrite && e.Resource == "pools.tinynet.example.com"));
        Assert.Equal(1, ours.Count(e => e.IsWrite && e.Resource == "customresourcedefinitions.apiextensions.k8s.io"));
        var writes = ours.Where(e => e.IsWrite).Select(e => e.Resource).ToList();
        Assert.True(writes.IndexOf("customresourcedefinitions.apiextensions.k8s.io") < writes.IndexOf("pools.tinynet.example.com"));
        Assert.True(writes.IndexOf("customresourcedefinitions.apiextensions.k8s.io") < writes.IndexOf("daemonsets.apps"));
        Assert.Equal(
            ["False", "False"],
            lab.State.Get(Lab.Networks, null, "default").Items("status", "networkModel").Select(r => r.Text("status"))
        );
    }

    [Fact]
    public async Task A_changed_object_of_its_kind_is_repaired_and_a_deleted_definition_comes_back_with_it()
    {
        await using var lab = await StartAsync();
        lab.Create(spec: Spec);
        await lab.ReadyAsync();

        lab.Edit(Pools, null, "default", pool => pool["spec"]!["cidr"] = "10.0.0.0/8");
        await lab.UntilAsync(() => lab.State.Get(Pools, null, "default").Text("spec", "cidr") == "10.244.0.0/16", "repaired");

        lab.State.Delete(Definitions, null, "pools.tinynet.example.com");
        await lab.UntilAsync(
            () =>
                lab.State.Get(Definitions, null, "pools.tinynet.example.com") is not null
                && lab.State.Get(Pools, null, "default") is not null,
            "both back"
        );
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task Its_removal_keeps_the_definition_and_the_Namespace()
    {
        await using var lab = await StartAsync();
        lab.Create(spec: Spec);
        await lab.ReadyAsync();

        lab.State.Delete(Lab.Networks, null, "default");
        await lab.UntilAsync(
            () => lab.State.Get(Lab.Networks, null, "default") is null && lab.Events("Uninstalled").Count > 0,
            "uninstalled"
        );

        Assert.NotNull(lab.State.Get(Definitions, null, "pools.tinynet.example.com"));
        Assert.NotNull(lab.State.Get(Lab.Namespaces, null, "tinynet"));
        Assert.Null(lab.State.Get(Pools, null, "default"));
        Assert.Null(lab.State.Get(Lab.DaemonSets, "tinynet", "tinynet"));
        Assert.Contains("The bridge keeps the addresses", Assert.Single(lab.Events("Uninstalled")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_addon_left_running_under_a_name_of_its_own_is_not_touched()
    {
        await using var lab = await StartAsync();
        lab.State.Create(
            new ResourceName("", "configmaps"),
            Lab.Json(
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"tinynet","namespace":"tinynet","labels":
                 {"app.kubernetes.io/managed-by":"cni-operator","cni-operator.io/cluster-network":"former","cni-operator.io/addon":"former"}},"data":{"a":"1"}}
                """
            ),
            "test"
        );
        lab.Create(spec: Spec);
        await lab.UntilAsync(() => lab.Condition("Applied", "reason") == "ForeignObject", "refused");

        Assert.Equal("1", lab.State.Get(Lab.ConfigMaps, "tinynet", "tinynet").Text("data", "a"));
        Assert.Null(lab.State.Get(Lab.DaemonSets, "tinynet", "tinynet"));
        Assert.Null(lab.State.Get(Definitions, null, "pools.tinynet.example.com"));
    }

    [Fact]
    public async Task A_broken_one_is_logged_with_file_and_line_and_takes_no_other_down()
    {
        await using var lab = await Lab.StartAsync(run: false);
        var folder = Directory.CreateTempSubdirectory("addons-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "broken"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "broken", "addon.yaml"), "name: broken\nnonsense: 1\n");
        lab.Catalog = AddonDirectory.Load([folder.FullName, Path.Combine(folder.FullName, "absent")]);
        lab.Run();
        lab.Create();
        await lab.ReadyAsync();
        folder.Delete(recursive: true);

        Assert.Contains(lab.Log, l => l.Contains("broken/addon.yaml:2:1: nonsense: is not a field", StringComparison.Ordinal));
        Assert.Contains(lab.Log, l => l.Contains("absent:1:1: there is no such folder", StringComparison.Ordinal));
    }

    private static async Task<Lab> StartAsync()
    {
        var lab = await Lab.StartAsync(run: false);
        lab.Catalog = AddonDirectory.Load([Lab.File("tests", "Shared", "addons")]);
        Assert.Empty(lab.Catalog.Problems);
        if (lab.State.Get(Lab.Namespaces, null, "tinynet") is null)
            lab.State.Create(Lab.Namespaces, Lab.Json("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"tinynet"}}"""), "test");
        lab.Run();
        return lab;
    }
}
