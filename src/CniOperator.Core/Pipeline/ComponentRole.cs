namespace CniOperator.Core.Pipeline;

/// <summary>What a component is for.</summary>
public enum ComponentRole
{
    /// <summary>The network that every pod gets.</summary>
    DefaultNetwork,
}
