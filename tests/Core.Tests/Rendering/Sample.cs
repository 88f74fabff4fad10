using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>Requests to render: the samples of the repository, and small ones for single tests.</summary>
internal static class Sample
{
    internal static readonly Renderer Renderer = new(AddonCatalog.BuiltIn);

    internal static readonly string Psk = string.Concat(Enumerable.Repeat("0123456789abcdef", 6));

    // 96 characters for IPsec, 32 bytes in base64 for WireGuard, and a password.
    internal static readonly string[] SecretValues = [Psk, Convert.ToBase64String(new byte[32]), "correct-horse-battery"];

    private static readonly string Root = FindRoot();

    internal static string SamplesFolder => Path.Combine(Root, "config", "samples");

    internal static string GoldenFolder => Path.Combine(Root, "tests", "Core.Tests", "Rendering", "Golden");

    internal static RenderRequest Flannel(string parameters = "{}", params string[] cidrs) =>
        new(
            "default",
            new ClusterNetworkSpec
            {
                Provider = "flannel",
                PodNetwork = new PodNetwork { Cidrs = cidrs.Length == 0 ? ["10.244.0.0/16"] : cidrs },
                Flannel = (JsonObject)JsonNode.Parse(parameters)!,
            },
            ClusterFacts.None,
            new Dictionary<SecretKeyReference, string>()
        );

    internal static RenderRequest WithSecret(this RenderRequest request, string name, string key, string value) =>
        request with
        {
            Secrets = new Dictionary<SecretKeyReference, string>(request.Secrets) { [new SecretKeyReference(name, key)] = value },
        };

    /// <summary>The files of <c>config/samples/</c>, by name.</summary>
    internal static IReadOnlyList<string> Files { get; } = [.. Directory.GetFiles(SamplesFolder, "*.yaml").Order(StringComparer.Ordinal)];

    /// <summary>
    /// The request that a sample file makes, with values for the Secrets that it names: the first kind of value that its rules accept.
    /// </summary>
    internal static RenderRequest OfFile(string path)
    {
        var reading = ClusterNetworkReader.Read(File.ReadAllText(path), path);
        Assert.True(reading.Spec is not null, string.Join("\n", reading.Problems));
        var requests = SecretValues
            .Select(value => new RenderRequest(
                reading.Name,
                reading.Spec!,
                ClusterFacts.None,
                Renderer.SecretsOf(reading.Spec!).ToDictionary(s => s, _ => value)
            ))
            .ToList();
        return requests.FirstOrDefault(r => !Renderer.Render(r).Blocked) ?? requests[0];
    }

    /// <summary>A spec with these parameters where the addon looks for them.</summary>
    internal static ClusterNetworkSpec SpecOf(Addon addon, JsonObject parameters, params string[] cidrs)
    {
        var spec = new ClusterNetworkSpec
        {
            Provider = addon.Name,
            PodNetwork = new PodNetwork { Cidrs = cidrs },
        };
        return addon.SpecBlock switch
        {
            "flannel" => spec with { Flannel = parameters },
            "calico" => spec with { Calico = parameters },
            "weave" => spec with { Weave = parameters },
            "canal" => spec with { Canal = parameters },
            _ => spec with { Parameters = parameters },
        };
    }

    internal static Manifest Object(this RenderResult result, string kind, string name) =>
        result.Objects.Single(o => o.Key.Kind == kind && o.Key.Name == name);

    internal static JsonObject NetConf(this RenderResult result) =>
        (JsonObject)
            JsonNode.Parse(
                result.Objects.FirstOrDefault(o => o.Key.Kind == "Secret") is { } secret
                    ? System.Text.Encoding.UTF8.GetString(
                        Convert.FromBase64String(secret.Json["data"]!["net-conf.json"]!.GetValue<string>())
                    )
                    : result.Object("ConfigMap", "kube-flannel-cfg").Json["data"]!["net-conf.json"]!.GetValue<string>()
            )!;

    internal static JsonObject CniConf(this RenderResult result) =>
        (JsonObject)JsonNode.Parse(result.Object("ConfigMap", "kube-flannel-cfg").Json["data"]!["cni-conf.json"]!.GetValue<string>())!;

    internal static JsonObject PodSpec(this RenderResult result) =>
        result.Object("DaemonSet", "kube-flannel-ds").Json["spec"]!["template"]!["spec"]!.AsObject();

    internal static JsonObject Flanneld(this RenderResult result) =>
        result.PodSpec()["containers"]!.AsArray().Select(c => c!.AsObject()).Single(c => c["name"]!.GetValue<string>() == "kube-flannel");

    internal static string? PodHash(this RenderResult result) =>
        result.Object("DaemonSet", "kube-flannel-ds").Json["spec"]!["template"]!["metadata"]!
            ["annotations"]
            ?[ClusterNetworkApi.HashAnnotation]?.GetValue<string>();

    internal static RenderResult Render(this RenderRequest request)
    {
        var result = Renderer.Render(request);
        Assert.True(!result.Blocked, string.Join("\n", result.Findings));
        return result;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CniOperator.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}
