using System.Text.Json.Nodes;
using CniOperator.Core.Catalog;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.TakeOver;

/// <summary>
/// Compares what decides on the network: in objects that run already, and in those that are rendered. Whatever else differs between them
/// is not the network's, and is only applied.
/// </summary>
public static class NetworkComparison
{
    /// <summary>What is different, in the order of the descriptor.</summary>
    /// <param name="addon">The addon, whose descriptor says what decides.</param>
    /// <param name="objects">What is rendered.</param>
    /// <param name="running">The object of that identity that runs already; <c>null</c> when there is none.</param>
    public static IReadOnlyList<NetworkChange> Of(Addon addon, IReadOnlyList<Manifest> objects, Func<ObjectKey, JsonObject?> running)
    {
        ArgumentNullException.ThrowIfNull(addon);
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(running);
        var secrets = objects.Where(o => o.Key.Kind == "Secret").ToDictionary(o => (o.Key.Namespace, o.Key.Name), o => o.Json);
        return
        [
            .. addon
                .TakeOver.SelectMany(described =>
                    objects
                        .Where(o => described.Describes(o.Key))
                        .SelectMany(o => running(o.Key) is { } live ? Compare(described, o, live, secrets) : [])
                )
                .DistinctBy(c => (c.Key, c.Field.Path, c.Problem, c.Problem is null ? c.Field.Within : null)),
        ];
    }

    private static IEnumerable<NetworkChange> Compare(
        AddonNetworkObject described,
        Manifest rendered,
        JsonObject live,
        Dictionary<(string?, string), JsonObject> secrets
    )
    {
        var secret = secrets.GetValueOrDefault((rendered.Key.Namespace, rendered.Key.Name));
        foreach (var field in described.Fields)
        {
            var asked = FieldReader.Read(field, rendered.Json, secret);
            if (asked.Problem is not null || Stays(field, asked))
                continue;
            var runs = FieldReader.Read(field, live, secret: null);
            if (runs.Problem is not null)
                yield return new NetworkChange(rendered.Key, field, "", asked.Shown) { Problem = runs.Problem };
            else if (!string.Equals(runs.Value, asked.Value, StringComparison.OrdinalIgnoreCase) && IsComparable(field, runs, asked))
                yield return new NetworkChange(rendered.Key, field, runs.Shown, asked.Shown);
        }
    }

    // An apply leaves what it does not state, except in texts, which it replaces as a whole, and in pod templates, where what others added
    // is taken away.
    private static bool Stays(AddonNetworkField field, StatedField asked) =>
        !asked.Stated && field.Format is null && !field.Path.StartsWith(".spec.template.", StringComparison.Ordinal);

    private static bool IsComparable(AddonNetworkField field, StatedField runs, StatedField asked) =>
        field.Format != "image" || (runs.Stated && asked.Stated);
}
