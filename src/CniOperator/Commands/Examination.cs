using CniOperator.Core.Catalog;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;

namespace CniOperator.Commands;

/// <summary>One file, read and sent through the pipeline: what <c>render</c>, <c>validate</c> and <c>sandbox</c> have in common.</summary>
/// <param name="Parsed">The result of reading the file.</param>
/// <param name="Desired">What it asks for; <c>null</c> when the file is unusable.</param>
/// <param name="Remarks">Everything that is wrong or worth knowing, in the order of the file.</param>
internal sealed record Examination(ParsedClusterNetwork Parsed, DesiredState? Desired, IReadOnlyList<Remark> Remarks)
{
    public bool HasErrors => Remarks.Any(r => r.Blocks);

    /// <summary>Without a cluster.</summary>
    public static Examination Of(
        InputFile file,
        AddonCatalog catalog,
        IReadOnlyDictionary<SecretKeyReference, string> secrets,
        bool placeholders
    )
    {
        var parsed = ClusterNetworkReader.Read(file.Text, file.Name);
        return Of(parsed, file, catalog, spec => new PipelineInput
        {
            Name = parsed.Name,
            Spec = spec,
            MaxNodes = MaxNodesOf(parsed),
            Secrets = secrets,
            LastSecrets = secrets,
            SecretsMayFollow = placeholders,
        });
    }

    /// <summary>With what <paramref name="input"/> tells besides the file.</summary>
    public static Examination Of(ParsedClusterNetwork parsed, InputFile file, AddonCatalog catalog, Func<StoredSpec, PipelineInput> input)
    {
        if (parsed.Spec is null)
            return new Examination(parsed, null, [.. parsed.Problems.Select(Remark.Of)]);
        var desired = new SpecPipeline(catalog).Run(input(StoredSpec.Of(parsed)));
        return new Examination(
            parsed,
            desired,
            [.. desired.Findings.Select(f => Remark.Of(f, file.Name, parsed.Source)).OrderBy(r => (r.Line, r.Column))]
        );
    }

    /// <summary>How many nodes an autoscaler may grow the cluster to, as the file says.</summary>
    public static string? MaxNodesOf(ParsedClusterNetwork parsed) => parsed.Json is { } json ? new NetworkObject(json).MaxNodes : null;
}
