namespace CniOperator.Commands.Connectivity;

/// <summary>The details of one network, or of one of its nodes.</summary>
internal sealed class DetailsSource(DetailsReader reader, string network, string? node)
{
    /// <summary>Asks once.</summary>
    /// <exception cref="InputException">The cluster has no such node.</exception>
    public async Task<DetailsAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await reader.ReadAsync(node, cancellationToken);
        if (answer.Details is not { } details)
            return answer;
        if (details.Network != network)
            return DetailsAnswer.Never(
                $"the operator observes ClusterNetwork/{details.Network}, which is active; {network} changes nothing in the cluster"
            );
        if (node is not null && details.Nodes.Count == 0)
            throw new InputException($"--node \"{node}\": is not a node of this cluster; kubectl get nodes lists them");
        return answer;
    }
}
