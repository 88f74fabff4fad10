using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.AddressPlan.Inputs;
using CniOperator.Core.Api;
using CniOperator.Core.Connectivity;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Pipeline;

/// <summary>
/// A spec as it is stored, read once, with what was last rendered and examined of it kept with it. Servers check specs by the CRD, but an
/// older CRD, or one without its schema, lets through what this version cannot read: that is a finding, never an exception.
/// </summary>
public sealed class StoredSpec
{
    private readonly Lazy<ParsedClusterNetwork> _parsed;
    private readonly Lazy<IReadOnlyList<Finding>> _problems;

    private StoredSpec(JsonObject? json, Lazy<ParsedClusterNetwork> parsed)
    {
        Json = json;
        _parsed = parsed;
        _problems = new(() => [.. parsed.Value.Problems.Select(Described)]);
    }

    /// <summary>No spec at all.</summary>
    public static StoredSpec None { get; } = Of("", null);

    /// <summary>The spec as stored; <c>null</c> when there is none. Read-only.</summary>
    public JsonObject? Json { get; }

    /// <summary>The result of reading it.</summary>
    public ParsedClusterNetwork Parsed => _parsed.Value;

    /// <summary>The spec; <c>null</c> when this version cannot read it.</summary>
    public ClusterNetworkSpec? Spec => _parsed.Value.Spec;

    /// <summary>Why <see cref="Spec"/> is <c>null</c>; empty otherwise.</summary>
    public IReadOnlyList<Finding> Problems => _problems.Value;

    /// <summary>What was rendered of it last: no template runs when the same is asked for.</summary>
    internal Remembered<RenderRequest, RenderResult> Renderings { get; } = new(RenderInputs.Same);

    /// <summary>What was found in its address plan last.</summary>
    internal Remembered<PlanInput, PlanReport> Examinations { get; } = new(ExaminationInputs.Same);

    /// <summary>What followed from both, and from the cluster's dataplanes.</summary>
    internal Remembered<EvaluationInputs, SpecEvaluation> Evaluations { get; } = new(EvaluationInputs.Same);

    /// <summary>The health agents that were rendered of it last.</summary>
    internal Remembered<AgentInputs, IReadOnlyList<Manifest>> Agents { get; } = new(AgentInputs.Same);

    /// <summary>A spec as the server or a record holds it. It is parsed when it is first asked for.</summary>
    /// <param name="name">The ClusterNetwork's name.</param>
    /// <param name="spec">The spec.</param>
    public static StoredSpec Of(string name, JsonObject? spec) => new(spec, new(() => Parse(name, spec)));

    /// <summary>A spec that was read from a file.</summary>
    public static StoredSpec Of(ParsedClusterNetwork parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return new(parsed.Json?["spec"] as JsonObject, new(parsed));
    }

    /// <summary>This spec, or <paramref name="known"/> where that says the same: what was made of it is then kept.</summary>
    public StoredSpec Or(StoredSpec? known) =>
        known is not null && (ReferenceEquals(known.Json, Json) || JsonNode.DeepEquals(known.Json, Json)) ? known : this;

    private static ParsedClusterNetwork Parse(string name, JsonObject? spec) =>
        ClusterNetworkReader.Read(
            new JsonObject
            {
                ["apiVersion"] = ClusterNetworkApi.ApiVersion,
                ["kind"] = ClusterNetworkApi.Kind,
                ["metadata"] = new JsonObject { ["name"] = name },
                ["spec"] = spec?.DeepClone() ?? new JsonObject(),
            },
            $"ClusterNetwork {name}"
        );

    private static Finding Described(DocumentProblem problem) =>
        new(
            SpecRules.Unreadable,
            new FieldSubject(problem.Field.Length > 0 ? problem.Field : "spec"),
            problem.Message,
            problem.Fix.Length > 0 ? problem.Fix : "Correct it; kubectl explain clusternetwork.spec shows what is allowed"
        );
}
