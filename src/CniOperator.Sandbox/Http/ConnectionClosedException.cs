namespace CniOperator.Sandbox.Http;

/// <summary>The connection is to be closed as it is.</summary>
internal sealed class ConnectionClosedException : Exception;
