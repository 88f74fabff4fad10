using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.TakeOver;

/// <summary>What would change of a network that runs already, one finding for each thing that decides on it.</summary>
internal static class TakeOverFindings
{
    internal static IReadOnlyList<Finding> Of(Addon addon, IReadOnlyList<Manifest> objects, Func<ObjectKey, JsonObject?> running) =>
        [
            .. NetworkComparison.Of(addon, objects, running).Select(c => c.Problem is null ? Changed(c) : Unreadable(c)),
            .. objects.SelectMany(o => running(o.Key) is { } live ? Immutable(o, live) : []),
        ];

    private static Finding Changed(NetworkChange c) =>
        new(
            TakeOverRules.Network,
            new ObjectSubject(c.Key) { Setting = c.Place },
            $"{Capital(c.Field.Name)} is {c.Live} in the network that runs, and would become {c.Rendered}: {c.Field.Effect}.",
            Fix(c)
        )
        {
            Brief = $"{c.Field.Name} {c.Live} → {c.Rendered}",
        };

    private static string Fix(NetworkChange c)
    {
        var keep =
            c.Field.Keep.TryGetValue(c.Live, out var way) ? way
            : c.Field.Setting is { } setting ? $"Set {setting} to {c.Live} to keep it"
            : "Change it in the cluster first";
        return $"{keep}, or add {TakeOverRules.Network.Id} to spec.acknowledge to have it changed.";
    }

    private static Finding Unreadable(NetworkChange c) =>
        new(
            TakeOverRules.Unreadable,
            new ObjectSubject(c.Key) { Setting = c.Field.Path },
            $"What runs cannot be compared: {c.Problem}.",
            $"Correct it there, or add {TakeOverRules.Unreadable.Id} to spec.acknowledge to replace it unread."
        )
        {
            Brief = $"{c.Field.Path} of {c.Key} cannot be compared, {c.Problem}",
        };

    private static IEnumerable<Finding> Immutable(Manifest rendered, JsonObject live) =>
        ImmutableFields
            .Changed(rendered, live)
            .Select(c => new Finding(
                TakeOverRules.ImmutableField,
                new ObjectSubject(rendered.Key) { Setting = c.Field },
                $"It is there with {ImmutableWords.Shown(c.Live)}, and should have {ImmutableWords.Shown(c.Rendered)}: "
                    + $"{c.Field} of an object that exists cannot be changed.",
                Capital(ImmutableWords.WayOut(rendered.Key, ImmutableWords.Strangers(rendered, live))) + "."
            ));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
