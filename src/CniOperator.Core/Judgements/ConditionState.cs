using CniOperator.Core.Api;

namespace CniOperator.Core.Judgements;

/// <summary>A condition before it has its generation and times.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">A stable CamelCase word.</param>
/// <param name="Message">What a person can act on.</param>
internal sealed record ConditionState(string Type, string Status, string Reason, string Message)
{
    internal bool IsTrue => Status == "True";

    /// <summary><c>Ready</c> waits for it.</summary>
    internal bool Decides { get; init; } = true;

    internal static ConditionState True(string type, string reason, string message) => new(type, "True", reason, message);

    internal static ConditionState False(string type, string reason, string message) => new(type, "False", reason, message);

    internal static ConditionState Unknown(string type, string reason, string message) => new(type, "Unknown", reason, message);

    /// <summary>Every condition of a ClusterNetwork but <c>Ready</c>, when nothing is observed for one reason.</summary>
    internal static IEnumerable<ConditionState> Unobserved(string reason, string message) =>
        new[] { ConditionTypes.AddressPlanValid, ConditionTypes.Applied, ConditionTypes.SoleDataplane, ConditionTypes.DataplaneAvailable }
            .Concat(ConditionTypes.Connectivity)
            .Select(t => Unknown(t, reason, message));
}
