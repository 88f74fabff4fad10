using CniOperator.Contract.Tests.Servers;

namespace CniOperator.Contract.Tests;

/// <summary>The project's own definition and samples, as people meet them at the API server.</summary>
public sealed class ClusterNetworkTests(ContractServers servers) : ContractTest(servers)
{
    private const string Path = "/apis/cni-operator.io/v1alpha1/clusternetworks";
    private const string Yaml = "application/yaml";
    private const string Invalid = "ClusterNetwork.cni-operator.io \"default\" is invalid: ";

    private static readonly string Root = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "CniOperator.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static string Network(string spec) =>
        $"apiVersion: cni-operator.io/v1alpha1\nkind: ClusterNetwork\nmetadata: {{name: default}}\nspec: {spec}\n";

    private async Task<Api> WithDefinition(string server)
    {
        var api = await On(server);
        var text = await File.ReadAllTextAsync(System.IO.Path.Combine(Root, "crds", "cni-operator.io_clusternetworks.yaml"));
        var installed = await api.Send(HttpMethod.Post, Widgets.Definitions, text, Yaml, Api.Json);
        // Each test of this class asks for it; the first one installs it.
        if (installed.Status != 409)
            Assert.Empty(installed.Expect(201).Warnings);
        await Widgets.WaitUntilServedAsync(api, Path);
        return api;
    }

    private static Task<Answer> DryRun(Api api, string yaml) =>
        api.Send(HttpMethod.Post, $"{Path}?dryRun=All&fieldValidation=Strict", yaml, Yaml, Api.Json);

    [Theory, OnEmbedded, OnReal]
    public async Task Every_sample_is_accepted_under_strict_validation(string server)
    {
        var api = await WithDefinition(server);
        var samples = Directory.GetFiles(System.IO.Path.Combine(Root, "config", "samples"), "*.yaml");
        Assert.NotEmpty(samples);
        foreach (var sample in samples)
            Assert.Empty((await DryRun(api, await File.ReadAllTextAsync(sample))).Expect(201).Warnings);
    }

    [Theory, OnEmbedded, OnReal]
    public async Task Settings_of_another_provider_are_refused_with_what_to_do(string server)
    {
        var api = await WithDefinition(server);
        (await DryRun(api, Network("{provider: calico, podNetwork: {cidrs: [10.244.0.0/16]}, flannel: {}}"))).Refuses(
            422,
            "Invalid",
            Invalid
                + "spec.flannel: Forbidden: flannel settings are allowed only with provider flannel; remove spec.flannel, or set spec.provider to flannel"
        );
        (await DryRun(api, Network("{provider: flannel, podNetwork: {cidrs: [10.244.0.0/16, 10.245.0.0/16]}}"))).Refuses(
            422,
            "Invalid",
            Invalid + "spec.podNetwork.cidrs: Invalid value: at most one CIDR per IP family is allowed; keep one IPv4 and one IPv6 CIDR"
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task A_misspelt_field_is_named(string server)
    {
        var api = await WithDefinition(server);
        (await DryRun(api, Network("{provider: flannel, podNetwork: {cidr: [10.244.0.0/16]}}"))).Refuses(
            400,
            "BadRequest",
            "ClusterNetwork in version \"v1alpha1\" cannot be handled as a ClusterNetwork: strict decoding error: unknown field \"spec.podNetwork.cidr\""
        );
    }

    [Theory, OnEmbedded, OnReal]
    public async Task The_provider_stays(string server)
    {
        var api = await WithDefinition(server);
        (
            await api.Send(HttpMethod.Post, Path, Network("{provider: flannel, podNetwork: {cidrs: [10.244.0.0/16]}}"), Yaml, Api.Json)
        ).Expect(201);
        try
        {
            var refused = (await api.Patch($"{Path}/default", Api.Merge, """{"spec":{"provider":"calico"}}""")).Expect(422);
            Assert.Equal(
                Invalid
                    + "spec.provider: Invalid value: \"calico\": the provider cannot be changed in place, since two dataplanes on one node break each other; set "
                    + "spec.deletionPolicy to Remove, delete this ClusterNetwork, clean the nodes of what its Event Uninstalled lists (the CNI file "
                    + "first, because nodes look ready and pods get the old network as long as it is there), create one with the new provider, "
                    + "and restart the pods",
                refused.Message
            );
            var table = (await api.Get($"{Path}/default", Api.TableFormat)).Expect(200);
            Assert.Equal("Name", table.At("columnDefinitions", 0, "name")!.ToString());
            Assert.Equal("default", table.At("rows", 0, "cells", 0)!.ToString());
        }
        finally
        {
            (await api.Delete($"{Path}/default")).Expect(200);
        }
    }
}
