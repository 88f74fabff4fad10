namespace CniOperator.Sandbox.Nodes;

/// <summary>Where a container is in its life.</summary>
internal enum ContainerPhase
{
    /// <summary>Nothing happened yet, or the next attempt may begin.</summary>
    Waiting,

    /// <summary>The image is being pulled.</summary>
    Pulling,

    /// <summary>The image is there, the container is being created.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended and waits for its next start, or for nothing when it is done.</summary>
    Terminated,
}
