namespace CniOperator.Connectivity;

/// <summary>What was judged last, with all that it rests on.</summary>
internal interface IConnectivityDetails
{
    /// <summary>The newest judgement; <c>null</c> in a process that does not lead, takes no reports, or has judged nothing yet.</summary>
    JudgedConnectivity? Newest { get; }
}
