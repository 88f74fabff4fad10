using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Decisions;
using CniOperator.Core.Validation;
using CniOperator.Output;
using CniOperator.Runtime.Client;

namespace CniOperator.Commands.Plan;

/// <summary>Finds the plan that the arguments name: of a file, of options, or of a cluster; with the nodes of a cluster, or made-up ones.</summary>
internal static class PlanSources
{
    private const int DefaultNodes = 3;
    private const int MostNodes = 100_000;
    private const int MostPods = 100_000;

    /// <summary>The plan; without one, problems were reported and the code is to be answered.</summary>
    /// <exception cref="InputException">Something that the user named cannot be used.</exception>
    /// <exception cref="ApiException">The cluster refuses or does not answer.</exception>
    public static async Task<(PlanSource? Plan, int Code)> OfAsync(
        PlanArguments arguments,
        CommandIo io,
        CancellationToken cancellationToken
    )
    {
        var catalog = CommonOptions.Catalog(arguments.Addons, io.Error);
        var plan = arguments.PodCidr is { } cidr ? OfOptions(cidr, arguments.NodeMask) : null;
        if (arguments.File is { } path)
        {
            var file = await InputFile.ReadAsync(path, io, cancellationToken).ConfigureAwait(false);
            var reading = ClusterNetworkReader.Read(file.Text, file.Name);
            if (reading.Spec is null)
                return (null, Report(reading, io.Error));
            var title = $"ClusterNetwork/{reading.Name} of {file.Name}: {reading.Spec.Provider}";
            plan = OfReading(reading, catalog) with { Title = title, File = file.Name, Positions = reading.Source };
        }

        if (!arguments.IsLive)
            return (WithNodes(plan!, arguments), ExitCode.Ok);
        return await LiveAsync(plan, arguments, catalog, io, cancellationToken).ConfigureAwait(false);
    }

    private static PlanSource OfOptions(string podCidr, string? nodeMask)
    {
        var networks = TypedNetworks.Read(podCidr, nodeMask);
        var masks = networks.Aggregate(new NodeMaskSizes(), (sizes, n) =>
            n.Pods.Family == IpFamily.IPv4 ? sizes with { Ipv4 = n.NodeMask } : sizes with { Ipv6 = n.NodeMask }
        );
        var pods = new PodNetwork { Cidrs = [.. networks.Select(n => n.Pods.ToString())], NodeMaskSizes = masks };
        var spec = new ClusterNetworkSpec { PodNetwork = pods };
        return new PlanSource($"Pod network {string.Join(" and ", networks.Select(n => n.Pods))}", spec, ClusterAddresses.None);
    }

    private static PlanSource OfReading(ClusterNetworkReading reading, AddonCatalog catalog) =>
        new($"ClusterNetwork/{reading.Name}: {reading.Spec!.Provider}", reading.Spec, ClusterAddresses.None)
        {
            Name = reading.Name,
            MaxNodes = new NetworkObject(reading.Json!).MaxNodes,
            Addon = AddonAddresses.Of(catalog, reading.Name, reading.Spec),
        };

    private static PlanSource WithNodes(PlanSource plan, PlanArguments arguments)
    {
        var count = arguments.Nodes is { } nodes ? Typed.Number("--nodes", nodes, 0, MostNodes) : DefaultNodes;
        var pods = arguments.MaxPods is { } most ? Typed.Number("--max-pods", most, 1, MostPods) : SimulatedNodes.DefaultMaxPods;
        var assumed = new[]
        {
            arguments.Nodes is null ? $"{count} nodes are assumed; --nodes says how many" : null,
            arguments.MaxPods is null ? $"kubelets are assumed to take {pods} pods, their default; --max-pods says how many" : null,
        };
        return plan with
        {
            Cluster = plan.Cluster with
            {
                Nodes = SimulatedNodes.Join(NodeIndex.Empty, plan.ShareNetworks, count, pods),
                NodesAreAssumed = true,
            },
            Notes = [.. plan.Notes, .. assumed.OfType<string>()],
        };
    }

    private static async Task<(PlanSource? Plan, int Code)> LiveAsync(
        PlanSource? plan,
        PlanArguments arguments,
        AddonCatalog catalog,
        CommandIo io,
        CancellationToken cancellationToken
    )
    {
        var client = ClusterConnection.CreateClient(
            ClusterConnection.Load(arguments.Kubeconfig, arguments.Context),
            ProductVersion.UserAgent
        );
        var live = new LiveFormer(client);
        ClusterNetworkSpec? former;
        if (plan is null)
        {
            var (network, note) = await new LiveNetwork(client).FindAsync(arguments.Name, cancellationToken).ConfigureAwait(false);
            var reading = Read(network);
            if (reading.Spec is null)
                return (null, Report(reading, io.Error));
            plan = OfReading(reading, catalog) with { MaxNodes = network.MaxNodes, Notes = note is null ? [] : [note] };
            former = await live.OfAsync(network, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            former = plan.Name is { } name ? await live.OfAsync(name, cancellationToken).ConfigureAwait(false) : null;
        }

        var (cluster, unread) = await new LiveAddresses(client).ReadAsync(cancellationToken).ConfigureAwait(false);
        var formerAddon = AddonAddresses.Of(catalog, plan.Name, former);
        return (plan with { Cluster = cluster, Former = former, FormerAddon = formerAddon, Findings = unread }, ExitCode.Ok);
    }

    // The spec alone, as the operator reads it, so that both agree.
    private static ClusterNetworkReading Read(NetworkObject network)
    {
        var document = new JsonObject
        {
            ["apiVersion"] = ClusterNetworkApi.ApiVersion,
            ["kind"] = ClusterNetworkApi.Kind,
            ["metadata"] = new JsonObject { ["name"] = network.Name },
            ["spec"] = network.Spec?.DeepClone() ?? new JsonObject(),
        };
        return ClusterNetworkReader.Read(document.ToJsonString(), $"ClusterNetwork/{network.Name}");
    }

    private static int Report(ClusterNetworkReading reading, TextWriter output)
    {
        foreach (var problem in reading.Problems)
            Remark.Of(problem).Write(output);
        return reading.Json is null ? ExitCode.Usage : ExitCode.No;
    }
}
