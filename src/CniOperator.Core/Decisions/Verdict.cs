namespace CniOperator.Core.Decisions;

/// <summary>A condition before it has its times.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">A stable CamelCase word.</param>
/// <param name="Message">What a person can act on.</param>
internal sealed record Verdict(string Type, string Status, string Reason, string Message)
{
    internal static Verdict True(string type, string reason, string message) => new(type, "True", reason, message);

    internal static Verdict False(string type, string reason, string message) => new(type, "False", reason, message);

    internal static Verdict Unknown(string type, string reason, string message) => new(type, "Unknown", reason, message);
}
