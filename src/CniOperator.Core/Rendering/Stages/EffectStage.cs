using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Finds out which effects the rendered objects are to have.</summary>
internal static class EffectStage
{
    internal static IReadOnlyList<ExpectedEffect> Run(
        Addon addon,
        CompiledAddon scripts,
        BoundedContext context,
        IReadOnlyList<Manifest> objects
    )
    {
        var expected = new List<ExpectedEffect>();
        foreach (var (effect, index) in addon.Effects.Select((e, i) => (e, i)))
        foreach (var manifest in objects.Where(m => m.Key.Kind == effect.Of))
        {
            context.It = ScriptValues.From(manifest.Json);
            if (scripts.Holds(context, $"effects[{index}].when", effect.When))
                expected.Add(new ExpectedEffect(manifest.Key, effect, addon.DaemonSetOf(effect.Restarts)));
        }

        context.It = null;
        return expected;
    }
}
