using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Documents;
using CniOperator.Core.Objects;
using CniOperator.Core.Rendering;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Requests to render: the samples of the repository, and small ones for single tests.</summary>
internal static class Sample
{
    internal static readonly Renderer Renderer = new(AddonCatalog.BuiltIn);

    internal static readonly string Psk = string.Concat(Enumerable.Repeat("0123456789abcdef", 6));

    private static readonly string Root = FindRoot();

    internal static string SamplesFolder => Path.Combine(Root, "config", "samples");

    internal static string GoldenFolder => Path.Combine(Root, "tests", "Core.Tests", "Rendering", "Golden");

    internal static RenderRequest Flannel(string parameters = "{}", params string[] cidrs) => new(
        "default",
        new ClusterNetworkSpec
        {
            Provider = "flannel",
            PodNetwork = new PodNetwork { Cidrs = cidrs.Length == 0 ? ["10.244.0.0/16"] : cidrs },
            Flannel = (JsonObject)JsonNode.Parse(parameters)!,
        },
        NetworkFacts.None,
        new Dictionary<SecretKeyReference, string>());

    internal static RenderRequest WithSecret(this RenderRequest request, string name, string key, string value) =>
        request with { Secrets = new Dictionary<SecretKeyReference, string>(request.Secrets) { [new SecretKeyReference(name, key)] = value } };

    /// <summary>The request that a sample file makes, with values for the Secrets that it names.</summary>
    internal static RenderRequest OfFile(string path)
    {
        var root = (JsonObject)YamlReader.Read(File.ReadAllText(path), path).Single().Root!;
        var spec = SpecOf(root["spec"]!.AsObject());
        return new RenderRequest(
            root["metadata"]!["name"]!.GetValue<string>(),
            spec,
            NetworkFacts.None,
            Renderer.SecretsOf(spec).ToDictionary(s => s, _ => Psk));
    }

    internal static Manifest Object(this RenderResult result, string kind, string name) =>
        result.Objects.Single(o => o.Key.Kind == kind && o.Key.Name == name);

    internal static JsonObject NetConf(this RenderResult result) =>
        (JsonObject)JsonNode.Parse(result.Objects.FirstOrDefault(o => o.Key.Kind == "Secret") is { } secret
            ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(secret.Json["data"]!["net-conf.json"]!.GetValue<string>()))
            : result.Object("ConfigMap", "kube-flannel-cfg").Json["data"]!["net-conf.json"]!.GetValue<string>())!;

    internal static JsonObject CniConf(this RenderResult result) =>
        (JsonObject)JsonNode.Parse(result.Object("ConfigMap", "kube-flannel-cfg").Json["data"]!["cni-conf.json"]!.GetValue<string>())!;

    internal static JsonObject PodSpec(this RenderResult result) =>
        result.Object("DaemonSet", "kube-flannel-ds").Json["spec"]!["template"]!["spec"]!.AsObject();

    internal static JsonObject Flanneld(this RenderResult result) =>
        result.PodSpec()["containers"]!.AsArray().Select(c => c!.AsObject()).Single(c => c["name"]!.GetValue<string>() == "kube-flannel");

    internal static string? PodHash(this RenderResult result) =>
        result.Object("DaemonSet", "kube-flannel-ds").Json["spec"]!["template"]!["metadata"]!["annotations"]?[ClusterNetworkApi.HashAnnotation]?.GetValue<string>();

    internal static RenderResult Render(this RenderRequest request)
    {
        var result = Renderer.Render(request);
        Assert.True(!result.Blocked, string.Join("\n", result.Findings));
        return result;
    }

    private static ClusterNetworkSpec SpecOf(JsonObject spec) => new()
    {
        Provider = spec["provider"]!.GetValue<string>(),
        Version = spec["version"]?.GetValue<string>() ?? "",
        PodNetwork = new PodNetwork
        {
            Cidrs = [.. spec["podNetwork"]!["cidrs"]!.AsArray().Select(c => c!.GetValue<string>())],
            Mtu = spec["podNetwork"]!["mtu"] is { } mtu ? int.Parse(mtu.ToJsonString()) : null,
        },
        Flannel = spec["flannel"] as JsonObject,
        Images = new ImageSettings
        {
            Registry = spec["images"]?["registry"]?.GetValue<string>() ?? "",
            PullSecrets = [.. (spec["images"]?["pullSecrets"] as JsonArray ?? []).Select(s => s!.GetValue<string>())],
        },
        Placement = new Placement
        {
            Tolerations = spec["placement"]?["tolerations"] as JsonArray,
            Resources = spec["placement"]?["resources"] as JsonObject,
        },
        Patches = [.. (spec["patches"] as JsonArray ?? []).Select(p => new ObjectPatch
        {
            Target = new PatchTarget { Kind = p!["target"]!["kind"]!.GetValue<string>(), Name = p["target"]!["name"]!.GetValue<string>() },
            Patch = p["patch"],
        })],
    };

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CniOperator.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}
