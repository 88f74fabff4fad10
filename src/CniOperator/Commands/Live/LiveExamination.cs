using CniOperator.Core.Catalog;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
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
        var examination = Examination.Of(parsed, file, catalog, spec =>
            facts.ToPipelineInput(parsed.Name, spec, Examination.MaxNodesOf(parsed))
        );
        var refused = await new DryRun(client).RunAsync(parsed, examination.Desired?.PresentObjects ?? [], cancellationToken);
        return examination with
        {
            Remarks = [.. examination.Remarks, .. facts.Unread.Concat(refused).Select(f => Remark.Of(f, file.Name, parsed.Source))],
        };
    }
}
