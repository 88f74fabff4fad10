using System.Text.Json.Nodes;
using CniOperator.Commands.Live;
using CniOperator.Controllers;
using CniOperator.Core.Api;
using CniOperator.Core.Rendering;
using CniOperator.Core.TakeOver;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Ownership;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Commands.Diff;

/// <summary>
/// Compares what a ClusterNetwork renders with what the cluster has: by a dry run of the very apply that the operator would make, or, where
/// the account may not do that, field by field here. Writes nothing.
/// </summary>
/// <param name="client">The cluster.</param>
/// <param name="facts">What was read of it already.</param>
/// <param name="mask">Hides what is secret.</param>
internal sealed class LiveDiff(IApiClient client, LiveFacts facts, SecretMask mask)
{
    private static readonly ApplyOptions Options = new(ClusterNetworkApi.FieldManager, Force: true, DryRun: true);

    /// <summary>What would change.</summary>
    /// <param name="examination">The file, rendered.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public async Task<DiffView> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        var desired = examination.Desired!;
        var objects = desired.PresentObjects;
        var live = await new UntakenReader(client).ReadAsync([.. objects.Select(o => o.Key)], watched: null, cancellationToken);
        var compared = await Task.WhenAll(objects.Select(o => CompareAsync(o, live.GetValueOrDefault(o.Key), objects, cancellationToken)));
        var surplus = await new SurplusReader(client).ReadAsync(
            examination.Parsed.Name,
            desired,
            facts.Progress.Inventory,
            cancellationToken
        );
        return new DiffView(
            examination.Parsed.Name,
            [.. compared, .. surplus.Select(k => new ObjectDifference(k, ObjectAction.Delete, []))],
            [
                .. compared
                    .Select(c => PodRestarts.Of(c, objects.First(o => o.Key == c.Key), live.GetValueOrDefault(c.Key)))
                    .OfType<PodRestart>(),
            ],
            desired.Addon is { } addon ? NetworkComparison.Of(addon, objects, k => live.GetValueOrDefault(k)) : [],
            examination.Remarks
        );
    }

    private async Task<ObjectDifference> CompareAsync(
        Manifest rendered,
        JsonObject? live,
        IReadOnlyList<Manifest> objects,
        CancellationToken cancellationToken
    )
    {
        if (live is null)
            return new ObjectDifference(rendered.Key, ObjectAction.Create, []);
        var manifest = WaitingFields.Keep(rendered, live, objects, facts.RunningBefore);
        var (result, untried, immutable) = await TryAsync(manifest, cancellationToken);
        var walk = new FieldWalk(rendered.Key.Kind == "Secret", mask);
        var fields = result is not null
            ? walk.Compare(live, WithoutForeign(manifest, live, result))
            : walk.Compare(live, manifest.Json, manifest.Json);
        var action =
            immutable ? ObjectAction.Replace
            : fields.Count > 0 ? ObjectAction.Change
            : ObjectAction.None;
        return new ObjectDifference(rendered.Key, action, fields) { Untried = untried };
    }

    private async Task<(JsonObject? Result, string Untried, bool Immutable)> TryAsync(
        Manifest manifest,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await client.Mapper.FindAsync(manifest.Key.ApiVersion, manifest.Key.Kind, cancellationToken) is { } kind
                ? (await client.ApplyAsync(kind, manifest.Json, Options, cancellationToken), "", false)
                : (null, "the cluster does not serve this kind", false);
        }
        catch (ApiException e) when (!e.IsUnavailable)
        {
            var words = e.ServerMessage.Length > 0 ? e.ServerMessage : e.Message;
            return (null, mask.Clean(words), e.Code == 422 && words.Contains("immutable", StringComparison.OrdinalIgnoreCase));
        }
    }

    // What others added to a pod template the operator takes away before it applies.
    private static JsonObject WithoutForeign(Manifest manifest, JsonObject live, JsonObject result)
    {
        var added = ObjectComparer
            .Compare(manifest.Json, live, ClusterNetworkApi.FieldManager)
            .Where(d => d.Kind == DifferenceKind.Added)
            .Select(d => d.Location)
            .OfType<string>();
        foreach (var place in added)
            switch (JsonPointer.TryParse(place) is { } pointer ? pointer.ParentIn(result) : null)
            {
                case JsonObject map:
                    map.Remove(JsonPointer.TryParse(place)!.Steps[^1]);
                    break;
                case JsonArray list when JsonPointer.IndexOf(JsonPointer.TryParse(place)!.Steps[^1], list, allowEnd: false) is { } index:
                    list.RemoveAt(index);
                    break;
            }

        return result;
    }
}
