using CniOperator.Core.AddressPlan;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;

namespace CniOperator.Commands;

/// <summary>One file, read, checked and rendered without a cluster: what <c>render</c>, <c>validate</c> and <c>sandbox</c> have in common.</summary>
/// <param name="Reading">What came of reading the file.</param>
/// <param name="Rendering">What came of rendering; <c>null</c> when the file is unusable.</param>
/// <param name="Remarks">Everything that is wrong or worth knowing, in the order of the file.</param>
internal sealed record Examination(ClusterNetworkReading Reading, RenderResult? Rendering, IReadOnlyList<Remark> Remarks)
{
    public bool HasErrors => Remarks.Any(r => r.Blocks);

    public static Examination Of(
        InputFile file,
        AddonCatalog catalog,
        IReadOnlyDictionary<SecretKeyReference, string> secrets,
        bool placeholders,
        LiveFacts? live = null
    )
    {
        var (facts, cluster, former) = live ?? LiveFacts.None;
        var reading = ClusterNetworkReader.Read(file.Text, file.Name);
        var problems = reading.Problems.Select(Remark.Of);
        if (reading.Spec is null)
            return new Examination(reading, null, [.. problems]);

        var request = new RenderRequest(reading.Name, reading.Spec, facts, secrets) { PlaceholdersForMissingSecrets = placeholders };
        var rendering = new Renderer(catalog).Render(request);
        var plan = PlanExaminer.Examine(
            new PlanInput(reading.Spec, cluster)
            {
                MaxNodes = new NetworkObject(reading.Json!).MaxNodes,
                Addon = rendering.Addressing,
                Former = former,
            }
        );
        var findings = Acknowledgement.Apply(
            [.. SpecRules.Check(reading.Spec), .. rendering.Findings, .. plan.Findings],
            reading.Spec.Acknowledge,
            AllRules.Of(catalog)
        );
        return new Examination(
            reading,
            rendering,
            [.. problems, .. findings.Select(f => Remark.Of(f, file.Name, reading.Source)).OrderBy(r => (r.Line, r.Column))]
        );
    }
}
