namespace CniOperator.Core.Api;

/// <summary>The Services' addresses.</summary>
public sealed record ServiceNetwork
{
    /// <summary>One CIDR per IP family, at most two.</summary>
    public IReadOnlyList<string> Cidrs { get; init; } = [];
}
