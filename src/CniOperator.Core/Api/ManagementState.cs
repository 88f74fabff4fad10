namespace CniOperator.Core.Api;

/// <summary>Whether the operator writes.</summary>
public enum ManagementState
{
    /// <summary>The operator applies, repairs and prunes.</summary>
    Managed,

    /// <summary>The operator observes and reports; it writes nothing but status.</summary>
    Paused,
}
