using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions;

/// <summary>The addon of a <see cref="World"/>: its templates are the objects that a test wants rendered.</summary>
internal sealed class TestAddon
{
    internal const string Name = "test";

    internal const string Namespace = "net";

    /// <summary>A note on what it leaves behind.</summary>
    internal const string Note = "Pods that still run keep their addresses.";

    private string _known = "";
    private SpecPipeline? _pipeline;

    /// <summary>What it renders, whatever the spec says.</summary>
    internal List<Manifest> Objects { get; } =
    [
        World.Object("v1", "Namespace", null, Namespace),
        World.Object("v1", "ConfigMap", Namespace, "cfg", """{"data":{"a":"1"}}"""),
        World.Object("apps/v1", "DaemonSet", Namespace, "ds", """{"spec":{"selector":{"matchLabels":{"app":"x"}}}}"""),
    ];

    /// <summary><c>addon.yaml</c>; not to be changed once the pipeline was asked for.</summary>
    internal JsonObject Descriptor { get; } =
        Live.Json(
            $$$"""
            {
              "name": "test", "displayName": "Test", "description": "A test's addon.", "homepage": "https://example.com", "lifecycle": "active",
              "namespace": "net", "defaultVersion": "v1",
              "versions": [{"version": "v1", "minKubernetes": "1.29", "tags": {}, "features": []}],
              "images": {},
              "capabilities": {"networkPolicy": "false", "encryption": "false", "dualStack": true, "ipv6Only": true, "podSubnets": "node"},
              "cni": {"file": "10-test.conflist", "networkName": "test", "neededPlugins": []},
              "readiness": {"conditionReason": "TestIsUp", "files": []},
              "workloads": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "namespace": "net", "name": "ds"}],
              "ports": [], "requirements": [], "secrets": [], "rules": [],
              "leftovers": {
                "interfaces": ["test0"], "files": [], "iptablesChains": [], "nftablesTables": [], "nodeAnnotations": [],
                "notes": ["{{{Note}}}"]
              },
              "backends": {
                "select": "\"bridge\"",
                "list": [{
                  "name": "bridge", "description": "A bridge.", "families": ["ipv4", "ipv6"], "overhead": {"ipv4": 0, "ipv6": 0},
                  "options": [], "lacks": {}, "ports": [], "requirements": []
                }]
              },
              "parameters": {"description": "Its settings.", "type": "object", "properties": {}}
            }
            """
        );

    /// <summary>
    /// A pipeline that knows this addon alone: another one when that changed, as after an upgrade of the operator.
    /// </summary>
    internal SpecPipeline Pipeline
    {
        get
        {
            var templates = string.Join("\n---\n", Objects.Select(o => o.Json.ToJsonString()));
            var all = Descriptor.ToJsonString() + templates;
            if (_pipeline is not null && all == _known)
                return _pipeline;
            _known = all;
            return _pipeline = new SpecPipeline(Catalog(templates));
        }
    }

    private AddonCatalog Catalog(string templates)
    {
        var catalog = AddonCatalog.Load([
            AddonFolder.Of(
                Name,
                new Dictionary<string, string> { ["addon.yaml"] = Descriptor.ToJsonString(), ["10-all.yaml.sbn"] = templates }
            ),
        ]);
        Assert.Empty(catalog.Problems);
        return catalog;
    }
}
