namespace CniOperator.Sandbox.Storage;

/// <summary>How a delete is made (meta/v1 <c>DeleteOptions</c>).</summary>
internal sealed record DeleteSettings
{
    internal string? Propagation { get; init; }

    internal string? Uid { get; init; }

    internal string? ResourceVersion { get; init; }

    internal long? GracePeriodSeconds { get; init; }

    internal bool DryRun { get; init; }
}
