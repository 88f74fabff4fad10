using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering;

/// <summary>
/// The objects of the built-in addons, as they are with default parameters, so that a user's addon does not write one of them: two owners
/// of
/// an object undo each other's work. Definitions are left out: several addons may bring one, and none deletes it.
/// </summary>
internal static class BuiltInObjects
{
    private static readonly Lazy<IReadOnlyDictionary<ObjectKey, string>> Owners = new(Render);

    /// <summary>The built-in addon that has this object; <c>null</c> for none.</summary>
    internal static string? OwnerOf(ObjectKey key) => Owners.Value.GetValueOrDefault(key);

    private static Dictionary<ObjectKey, string> Render()
    {
        var renderer = new Renderer(AddonCatalog.BuiltIn);
        var network = new PodNetwork { Cidrs = ["10.244.0.0/16"] };
        var owners = new Dictionary<ObjectKey, string>();
        foreach (var addon in AddonCatalog.BuiltIn.Addons)
        {
            var spec = new ClusterNetworkSpec { Provider = addon.Name, PodNetwork = network };
            var rendering = renderer.Render(
                new RenderRequest("default", spec, ClusterFacts.None, new Dictionary<SecretKeyReference, string>())
            );
            foreach (var key in rendering.Objects.Select(o => o.Key).Where(k => !CustomDefinition.Is(k)))
                owners.TryAdd(key, addon.Name);
        }

        return owners;
    }
}
