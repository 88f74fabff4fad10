namespace CniOperator.Commands.Plan;

/// <summary>What the user typed, unread.</summary>
internal sealed record PlanArguments
{
    public string? Name { get; init; }

    public string? File { get; init; }

    public string? PodCidr { get; init; }

    public string? NodeMask { get; init; }

    public string? Nodes { get; init; }

    public string? MaxPods { get; init; }

    public string? Explain { get; init; }

    public string? Grow { get; init; }

    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }

    public IReadOnlyList<string> Addons { get; init; } = [];

    /// <summary>A cluster was named.</summary>
    public bool NamesCluster => Kubeconfig is not null || Context is not null || Name is not null;

    /// <summary>A plan was named, and not only something to explain.</summary>
    public bool NamesPlan => File is not null || PodCidr is not null || NamesCluster;

    /// <summary>Nodes and what else there is come from a cluster.</summary>
    public bool IsLive => NamesCluster || (File is null && PodCidr is null);

    /// <exception cref="InputException">Options contradict each other.</exception>
    public void Check()
    {
        if (File is not null && PodCidr is not null)
            throw new InputException("--pod-cidr: -f already names the pod network; give one of the two");
        if (Name is not null && (File ?? PodCidr) is not null)
            throw new InputException($"{Name}: {(File is null ? "--pod-cidr" : "-f")} already says which plan; leave the name out");
        if (NodeMask is not null && PodCidr is null && (Explain is null || NamesPlan))
            throw new InputException("--node-mask: is for --pod-cidr and --explain; elsewhere spec.podNetwork.nodeMaskSizes says it");
        if (IsLive && Explain is null && Nodes is not null)
            throw new InputException("--nodes: a live cluster has its own nodes; leave it out, or ask with --grow whether so many fit");
        if (IsLive && Explain is null && MaxPods is not null)
            throw new InputException("--max-pods: the nodes of a live cluster say it themselves; leave it out");
        if (Explain is not null && !NamesPlan && (Nodes ?? MaxPods) is not null)
            throw new InputException(
                $"{(Nodes is null ? "--max-pods" : "--nodes")}: there is no plan to compute with; add -f or --pod-cidr, or leave it out"
            );
        if (Explain is not null && Grow is not null)
            throw new InputException("--grow: --explain answers another question; give one of the two");
    }
}
