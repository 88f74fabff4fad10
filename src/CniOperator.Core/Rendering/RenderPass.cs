using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Core.Rendering.Stages;
using CniOperator.Kubernetes.Objects;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering;

/// <summary>One rendering of one addon, step by step.</summary>
internal sealed class RenderPass(
    RenderRequest request,
    Addon addon,
    AddonVersion version,
    CompiledAddon scripts,
    ObjectOwners owners,
    FindingList findings
)
{
    private int? _mtu;
    private string _mtuReason = "";
    private AddonAddressing? _addressing;
    private RenderedChoices? _choices;

    internal RenderResult Run()
    {
        CheckKubernetes();
        var images = ImageReferences.Resolve(addon, version, request.Spec.Images, findings);
        var parameters = ParameterStage.Run(request.Spec, addon, findings);
        if (findings.Blocked)
            return Result([], null, null);

        var model = RenderModel.Of(request, addon, version, ScriptValues.From(parameters, addon.Parameters), images);
        var context = new BoundedContext(model);
        var values = (ScriptObject)model["values"]!;
        foreach (var (name, expression) in addon.Values)
            values[name] = scripts.Value(context, $"values.{name}", expression);
        var (secrets, withPlaceholders) = SecretStage.Run(request, addon, scripts, context, parameters, findings);
        model["secrets"] = secrets;
        if (BackendStage.Run(request, addon, scripts, context, parameters, findings) is not { } backend)
            return Result([], null, null);

        model["backend"] = new ScriptObject { ["name"] = backend.Name };
        _choices = RenderedChoices.Of(addon.Name, model);
        var backendPath = $"backends.list[{addon.Backends.All.ToList().IndexOf(backend)}]";
        (_mtu, _mtuReason) = MtuStage.Run(request, backend, scripts, context, backendPath, findings);
        ((ScriptObject)model["pod_network"]!)["mtu"] = _mtu;
        _addressing = AddressingStage.Run(addon, scripts, context);
        RuleStage.Run(addon, scripts, context, findings);
        if (findings.Blocked)
            return Result([], backend, context);

        // Rules judge real values only; templates may show where a value will stand.
        model["secrets"] = withPlaceholders;
        return Result(Objects(context), backend, context);
    }

    private IReadOnlyList<Manifest> Objects(BoundedContext context)
    {
        var objects = TemplateStage.Run(scripts, owners, context, findings);
        if (findings.Blocked)
            return [];
        SettingsStage.ApplyImages(objects, request.Spec.Images);
        SettingsStage.ApplyPlacement(objects, addon, request.Spec.Placement);
        SettingsStage.ApplyRollout(objects, request.Spec.Rollout);
        LastWordsStage.Run(objects);
        PatchStage.Run(objects, request.Spec.Patches, findings);
        if (findings.Blocked)
            return [];

        // After the patches: no patch may hide an object from its owner, and a patched configuration must roll the pods too.
        SettingsStage.ApplyLabels(objects, request.NetworkName, addon.Name);
        HashStage.MarkPods(objects);
        return ApplyOrder.Sort(objects.Select(Manifest.Of));
    }

    private void CheckKubernetes()
    {
        if (
            request.Facts.KubernetesVersion is { } running
            && Version.TryParse(running.TrimStart('v'), out var now)
            && Version.TryParse(version.MinKubernetes, out var least)
            && now < least
        )
            findings.Add(
                RenderRules.KubernetesVersion,
                new FieldSubject("spec.version"),
                $"{addon.DisplayName} {version.Version} is meant for Kubernetes {version.MinKubernetes} or newer, and the "
                    + $"cluster runs {running}.",
                "Choose another version, or upgrade the cluster."
            );
    }

    private RenderResult Result(IReadOnlyList<Manifest> objects, AddonBackend? backend, BoundedContext? context) =>
        new(objects, findings.All, version.Version, _mtu, objects.Count == 0 ? "" : HashStage.Of(objects.Select(o => (JsonNode)o.Json)))
        {
            Blocked = findings.Blocked,
            Backend = backend?.Name,
            FallsBackTo = backend?.FallsBackTo,
            Choices = _choices,
            Effects = context is null ? [] : EffectStage.Run(addon, scripts, context, objects),
            MtuReason = _mtuReason,
            Addressing = _addressing,
            Cni = context is null ? CniDirectories.Usual : CniStage.Run(addon, scripts, context),
            Workloads = context is null
                ? []
                : [.. addon.Workloads.Where((w, i) => scripts.Holds(context, $"workloads[{i}].when", w.When)).Select(w => w.Key)],
            Ports = backend is null || context is null ? [] : [.. PortStage.Run(addon, backend, scripts, context)],
            EnforcesNetworkPolicy =
                context is not null && scripts.Holds(context, "capabilities.networkPolicy", addon.Capabilities.NetworkPolicy),
            Encrypts = context is not null && scripts.Holds(context, "capabilities.encryption", addon.Capabilities.Encryption),
        };
}
