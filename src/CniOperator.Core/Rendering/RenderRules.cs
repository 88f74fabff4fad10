namespace CniOperator.Core.Rendering;

/// <summary>Ids of the findings that rendering itself reports, whatever the addon is; an addon's own are in its descriptor.</summary>
public static class RenderRules
{
    /// <summary>The catalog has no addon of that name.</summary>
    public const string UnknownProvider = "render/unknown-provider";

    /// <summary>The addon has no version of that name.</summary>
    public const string UnknownVersion = "render/unknown-version";

    /// <summary>A parameter is not what the addon's schema allows.</summary>
    public const string Parameter = "render/parameter";

    /// <summary>A Secret is needed but not named, not there, or lacks the key.</summary>
    public const string Secret = "render/secret";

    /// <summary>An image override is for no image of the addon.</summary>
    public const string ImageKey = "render/image-key";

    /// <summary>An option is set that the chosen backend lacks.</summary>
    public const string BackendOption = "render/backend-option";

    /// <summary>The chosen backend cannot carry an IP family of the pod network.</summary>
    public const string BackendFamily = "render/backend-family";

    /// <summary>The MTU is below what IPv6 needs, or above what the links carry.</summary>
    public const string Mtu = "render/mtu";

    /// <summary>The cluster's Kubernetes is older than the addon's version is meant for.</summary>
    public const string KubernetesVersion = "render/kubernetes-version";

    /// <summary>A template or an expression of the addon failed, or gave something that is no object.</summary>
    public const string Template = "render/template";

    /// <summary>A template writes an object that is another addon's, the operator's or the cluster's.</summary>
    public const string ForeignObject = "render/foreign-object";

    /// <summary>An object in the cluster has the identity of a rendered one and belongs to another addon.</summary>
    public const string TakenObject = "render/taken-object";

    /// <summary>A patch matches nothing, or cannot be applied.</summary>
    public const string Patch = "render/patch";

    /// <summary>Those that <c>spec.acknowledge</c> may name; the others leave nothing to apply.</summary>
    public static IReadOnlyList<string> Acknowledgeable { get; } = [BackendOption, BackendFamily, Mtu, KubernetesVersion, TakenObject];
}
