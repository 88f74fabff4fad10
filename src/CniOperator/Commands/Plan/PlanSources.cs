using CniOperator.Commands.Live;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.AddressPlan.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Observation;
using CniOperator.Core.Pipeline;
using CniOperator.Core.Rendering;
using CniOperator.Core.Validation;
using CniOperator.Output;
using CniOperator.Runtime.Client.Connection;
using CniOperator.Runtime.Client.Errors;

namespace CniOperator.Commands.Plan;

/// <summary>
/// Finds the plan that the arguments name: of a file, of options, or of a cluster; with the nodes of a cluster, or made-up ones.
/// </summary>
internal sealed class PlanSources(PlanArguments arguments, AddonCatalog catalog, CommandIo io)
{
    private const int DefaultNodes = 3;
    private const int MostNodes = 100_000;
    private const int MostPods = 100_000;

    private static readonly Dictionary<SecretKeyReference, string> NoSecrets = [];

    /// <summary>The plan; without one, problems were reported and the code is to be answered.</summary>
    /// <exception cref="InputException">Something that the user named cannot be used.</exception>
    /// <exception cref="ApiException">The cluster refuses or does not answer.</exception>
    public async Task<(PlanSource? Plan, int Code)> FindAsync(CancellationToken cancellationToken)
    {
        var plan = arguments.PodCidr is { } cidr ? OfOptions(cidr, arguments.NodeMask) : null;
        if (arguments.File is { } path)
        {
            var file = await InputFile.ReadAsync(path, io, cancellationToken);
            var parsed = ClusterNetworkReader.Read(file.Text, file.Name);
            if (parsed.Spec is null)
                return (null, Report(parsed));
            plan = Of(parsed.Name, $" of {file.Name}", StoredSpec.Of(parsed), Examination.MaxNodesOf(parsed)) with
            {
                File = file.Name,
                Positions = parsed.Source,
            };
        }

        if (!arguments.IsLive)
            return (WithSimulatedNodes(plan!), ExitCode.Ok);
        return await LiveAsync(plan, cancellationToken);
    }

    private static PlanSource OfOptions(string podCidr, string? nodeMask)
    {
        var networks = TypedNetworks.Read(podCidr, nodeMask);
        var masks = networks.Aggregate(new NodeMaskSizes(), (sizes, n) =>
            n.Pods.Family == IpFamily.IPv4 ? sizes with { Ipv4 = n.NodeMask } : sizes with { Ipv6 = n.NodeMask }
        );
        var pods = new PodNetwork { Cidrs = [.. networks.Select(n => n.Pods.ToString())], NodeMaskSizes = masks };
        var spec = PlanSource.SpecOf("", new ClusterNetworkSpec { PodNetwork = pods });
        return new PlanSource(
            $"Pod network {string.Join(" and ", networks.Select(n => n.Pods))}",
            new PipelineInput { Name = "", Spec = spec }
        );
    }

    // Without a cluster a Secret cannot be read; a plan needs none.
    private static PlanSource Of(string name, string place, StoredSpec spec, string? maxNodes) =>
        new(
            $"ClusterNetwork/{name}{place}: {spec.Spec!.Provider}",
            new PipelineInput
            {
                Name = name,
                Spec = spec,
                MaxNodes = maxNodes,
                SecretsMayFollow = true,
            }
        )
        {
            Name = name,
        };

    private PlanSource WithSimulatedNodes(PlanSource plan)
    {
        var count = arguments.Nodes is { } nodes ? Typed.Number("--nodes", nodes, 0, MostNodes) : DefaultNodes;
        var pods = arguments.MaxPods is { } most ? Typed.Number("--max-pods", most, 1, MostPods) : SimulatedNodes.DefaultMaxPods;
        var assumed = new[]
        {
            arguments.Nodes is null ? $"{count} nodes are assumed; --nodes says how many" : null,
            arguments.MaxPods is null ? $"kubelets are assumed to take {pods} pods, their default; --max-pods says how many" : null,
        };
        var fromNodes = new PlanJudge(catalog).AddressingOf(plan) is not { FromNodes: false };
        return plan.WithAssumedNodes(SimulatedNodes.Join(NodeIndex.Empty, fromNodes ? plan.Networks : [], count, pods)) with
        {
            Notes = [.. plan.Notes, .. assumed.OfType<string>()],
        };
    }

    private async Task<(PlanSource? Plan, int Code)> LiveAsync(PlanSource? plan, CancellationToken cancellationToken)
    {
        var client = ClusterConnection.CreateClient(
            ClusterConnection.Load(arguments.Kubeconfig, arguments.Context),
            ProductVersion.UserAgent
        );
        NetworkObject? network = null;
        if (plan is null)
        {
            (network, var note) = await new LiveNetwork(client).FindAsync(arguments.Name, cancellationToken);
            if (network.Spec.Spec is null)
                return (null, Report(network.Spec.Parsed));
            plan = Of(network.Name, "", network.Spec, network.MaxNodes) with { Notes = note is null ? [] : [note] };
        }
        else if (plan.Name is { } name)
        {
            network = await new LiveNetworkReader(client).FindAsync(name, cancellationToken);
        }

        var facts = await new LiveFactsReader(client, catalog).ReadAsync(plan.Input.Spec, network, NoSecrets, cancellationToken);
        return (
            plan with
            {
                Input = facts.ToPipelineInput(plan.Input.Name, plan.Input.Spec, plan.Input.MaxNodes),
                Unread = facts.Unread,
            },
            ExitCode.Ok
        );
    }

    private int Report(ParsedClusterNetwork parsed)
    {
        foreach (var problem in parsed.Problems)
            Remark.Of(problem).Write(io.Error);
        return parsed.Json is null ? ExitCode.Usage : ExitCode.No;
    }
}
