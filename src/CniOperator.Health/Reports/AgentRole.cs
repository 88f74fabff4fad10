namespace CniOperator.Health.Reports;

/// <summary>Which of a node's agents. The numbers are on the wire and never change.</summary>
public enum AgentRole : byte
{
    /// <summary>In the pod network; probes and answers.</summary>
    Canary = 1,

    /// <summary>A second pod in the pod network that only answers, so that two pods of one node can be told apart.</summary>
    Echo = 2,

    /// <summary>In the host's network; probes, and answers as the underlay.</summary>
    Prober = 3,
}
