namespace CniOperator.Sandbox.Nodes;

internal sealed record NodeCondition(string Type, string Status, string Reason, string Message);
