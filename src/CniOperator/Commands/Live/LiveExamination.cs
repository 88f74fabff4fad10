using CniOperator.Controllers;
using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.TakeOver;
using CniOperator.Core.Validation;
using CniOperator.Runtime.Client;

namespace CniOperator.Commands.Live;

/// <summary>
/// The examination of a file against a live cluster: by the facts that the operator there would have, and with a dry run of the
/// ClusterNetwork and of each rendered object, so that RBAC, quotas, policies and webhooks have their say. Writes nothing.
/// </summary>
internal sealed class LiveExamination(IApiClient client, AddonCatalog catalog)
{
    public async Task<Examination> RunAsync(
        InputFile file,
        IReadOnlyDictionary<SecretKeyReference, string> given,
        CancellationToken cancellationToken
    )
    {
        var parsed = ClusterNetworkReader.Read(file.Text, file.Name);
        if (parsed.Spec is null)
            return Examination.Of(file, catalog, given, placeholders: true);
        var network = await new LiveNetworkReader(client).FindAsync(parsed.Name, cancellationToken);
        var facts = await new LiveFactsReader(client, catalog).ReadAsync(StoredSpec.Of(parsed), network, given, cancellationToken);
        (facts, var examination) = await CompareAsync(facts, file, parsed, cancellationToken);
        var refused = await new DryRun(client).RunAsync(parsed, examination.Desired?.PresentObjects ?? [], cancellationToken);
        return examination with
        {
            Remarks = [.. examination.Remarks, .. facts.Unread.Concat(refused).Select(f => Remark.Of(f, file.Name, parsed.Source))],
        };
    }

    /// <summary>What is rendered is looked for in the cluster, and what was found is taken into account.</summary>
    public async Task<(LiveFacts Facts, Examination Examination)> CompareAsync(
        LiveFacts facts,
        InputFile file,
        ParsedClusterNetwork parsed,
        CancellationToken cancellationToken
    )
    {
        var alone = Examine(facts);
        if (alone.Desired is not { } desired)
            return (facts, alone);
        var keys = TakeOverNeeds.Of(desired.Addon, desired.PresentObjects);
        facts = facts with { Found = await new UntakenReader(client).ReadAsync(keys, watched: null, cancellationToken) };
        return (facts, facts.Found.Count == 0 ? alone : Examine(facts));

        Examination Examine(LiveFacts known) =>
            Examination.Of(parsed, file, catalog, spec => known.ToPipelineInput(parsed.Name, spec, Examination.MaxNodesOf(parsed)));
    }
}
