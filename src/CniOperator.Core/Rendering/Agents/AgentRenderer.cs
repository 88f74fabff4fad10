using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Core.Rendering.Stages;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Agents;

/// <summary>Renders the health agents from <c>templates/agents</c>. Pure, like the rendering of addons, and much smaller.</summary>
internal static class AgentRenderer
{
    private static readonly Lazy<IReadOnlyList<Script>> Templates = new(() =>
        [
            .. AddonFolder
                .OfAgents()
                .Files.OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => Script.ParseTemplate(f.Key, f.Value.Value)),
        ]
    );

    /// <summary>The agents' objects of a network, in the order of apply.</summary>
    internal static IReadOnlyList<Manifest> Render(string network, ClusterNetworkSpec spec, AgentInputs inputs)
    {
        var context = new BoundedContext(Model(spec, inputs));
        List<JsonObject> objects =
        [
            .. Templates
                .Value.Select(t => t.Render(context))
                .SelectMany(t => YamlReader.Read(t.Text, t.File))
                .Select(d => d.Root?.DeepClone())
                .OfType<JsonObject>(),
        ];
        SettingsStage.ApplyImages(objects, spec.Images with { PullSecrets = inputs.Settings.PullSecrets });
        SettingsStage.ApplyLabels(objects, network, AgentNames.Component);
        return ApplyOrder.Sort(objects.Select(Manifest.Of));
    }

    private static ScriptObject Model(ClusterNetworkSpec spec, AgentInputs inputs) =>
        new()
        {
            ["keys"] = List(
                inputs
                    .Keys.Entries.OrderBy(e => e.Key, StringComparer.Ordinal)
                    .Select(e => new ScriptObject { ["key"] = e.Key, ["value"] = e.Value })
            ),
            ["addresses"] = List(inputs.Settings.ReportAddresses),
            ["operator_ports"] = List(inputs.Settings.ReportAddresses.Select(PortOf).OfType<int>().Distinct().Cast<object>()),
            ["image"] = inputs.Settings.Image,
            ["port"] = (int)AgentNames.Port,
            ["readiness_port"] = (int)AgentNames.ReadinessPort,
            ["denied_port"] = (int)AgentNames.DeniedPort,
            ["probe_period"] = ProbePeriod(spec.Health),
            ["services"] = List(
                Service(AgentNames.CanaryService.Name, "canary", local: false),
                Service(AgentNames.LocalCanaryService.Name, "canary", local: true),
                Service(AgentNames.LocalEchoService.Name, "echo", local: true)
            ),
            ["agents"] = List(Agent("canary"), Agent("echo"), Agent("prober", host: true)),
        };

    /// <summary>Seconds between the kubelet's probes: ten as usual, fewer where rounds are shorter.</summary>
    internal static int ProbePeriod(HealthSettings health) => Math.Clamp(health.IntervalSeconds, 1, 10);

    private static ScriptObject Service(string name, string agent, bool local) =>
        new()
        {
            ["name"] = name,
            ["agent"] = agent,
            ["local"] = local,
        };

    private static ScriptObject Agent(string role, bool host = false) => new() { ["role"] = role, ["host"] = host };

    private static ScriptArray List(params IEnumerable<object> items) => new(items);

    private static int? PortOf(string address) =>
        int.TryParse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : null;
}
