namespace CniOperator.Core.Findings;

/// <summary>What a rule is about.</summary>
public enum RuleArea
{
    /// <summary>The ClusterNetwork itself: whether it can be read and makes sense.</summary>
    Spec,

    /// <summary>The address plan: networks of the spec, the addon, the cluster and its nodes.</summary>
    Addresses,

    /// <summary>Image references and registries.</summary>
    Images,

    /// <summary>What keeps any addon from being rendered.</summary>
    Rendering,

    /// <summary>A combination of settings that one addon's descriptor covers.</summary>
    Addon,

    /// <summary>The settings of the rollout.</summary>
    Rollout,

    /// <summary>What a live cluster holds or refuses.</summary>
    Cluster,
}
