namespace CniOperator.Core.Api;

/// <summary>Where images come from.</summary>
public sealed record ImageSettings
{
    /// <summary>A mirror that replaces each image's registry; empty for upstream's.</summary>
    public string Registry { get; init; } = "";

    /// <summary>Kubernetes' image pull policy.</summary>
    public string PullPolicy { get; init; } = "IfNotPresent";

    /// <summary>Names of pull Secrets in the addon's namespace.</summary>
    public IReadOnlyList<string> PullSecrets { get; init; } = [];

    /// <summary>Image key of <c>addon.yaml</c> to a full reference, a digest allowed.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();
}
