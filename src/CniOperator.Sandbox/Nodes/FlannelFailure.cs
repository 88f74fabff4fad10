namespace CniOperator.Sandbox.Nodes;

/// <summary>The daemon logs this and exits with 1.</summary>
internal sealed class FlannelFailure(string message) : Exception(message);
