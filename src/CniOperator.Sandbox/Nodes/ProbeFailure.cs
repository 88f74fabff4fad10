namespace CniOperator.Sandbox.Nodes;

/// <summary>
/// What a probe finds. Unknown means that it could not be made (no such named port): a liveness probe then kills nothing.
/// </summary>
internal sealed record ProbeFailure(string Message, bool IsUnknown);
