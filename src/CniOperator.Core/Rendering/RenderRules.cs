using CniOperator.Core.Findings;

namespace CniOperator.Core.Rendering;

/// <summary>The rules of rendering itself, whatever the addon is; an addon's own are in its descriptor.</summary>
public static class RenderRules
{
    /// <summary>The catalog has no addon of that name.</summary>
    public static Rule UnknownProvider { get; } =
        new("render/unknown-provider", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>The addon has no version of that name.</summary>
    public static Rule UnknownVersion { get; } = new("render/unknown-version", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>A parameter is not what the addon's schema allows.</summary>
    public static Rule Parameter { get; } = new("render/parameter", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>A Secret is needed but not named, not there, or lacks the key.</summary>
    public static Rule Secret { get; } = new("render/secret", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>An image override is for no image of the addon.</summary>
    public static Rule ImageKey { get; } = new("render/image-key", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>An option is set that the chosen backend lacks.</summary>
    public static Rule BackendOption { get; } = new("render/backend-option", Severity.Error, RuleArea.Rendering);

    /// <summary>The chosen backend cannot carry an IP family of the pod network.</summary>
    public static Rule BackendFamily { get; } = new("render/backend-family", Severity.Error, RuleArea.Rendering);

    /// <summary>The MTU is below what IPv6 needs, or above what the links carry.</summary>
    public static Rule Mtu { get; } = new("render/mtu", Severity.Error, RuleArea.Rendering);

    /// <summary>The cluster's Kubernetes is older than the addon's version is meant for.</summary>
    public static Rule KubernetesVersion { get; } = new("render/kubernetes-version", Severity.Warning, RuleArea.Rendering);

    /// <summary>A template or an expression of the addon failed, or gave something that is not an object.</summary>
    public static Rule Template { get; } = new("render/template", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>A template writes an object that is another addon's, the operator's or the cluster's.</summary>
    public static Rule ForeignObject { get; } = new("render/foreign-object", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>An object in the cluster has the identity of a rendered one and belongs to another addon.</summary>
    public static Rule TakenObject { get; } = new("render/taken-object", Severity.Error, RuleArea.Cluster);

    /// <summary>Data went with an object that was deleted.</summary>
    public static Rule DataLost { get; } = new("cluster/data-lost", Severity.Warning, RuleArea.Cluster);

    /// <summary>A patch matches nothing, or cannot be applied.</summary>
    public static Rule Patch { get; } = new("render/patch", Severity.Error, RuleArea.Rendering, Acknowledgeable: false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        UnknownProvider,
        UnknownVersion,
        Parameter,
        Secret,
        ImageKey,
        BackendOption,
        BackendFamily,
        Mtu,
        KubernetesVersion,
        Template,
        ForeignObject,
        TakenObject,
        DataLost,
        Patch,
    ];
}
