using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Nodes;

/// <summary>The daemon logs this and exits with 1.</summary>
internal sealed class FlannelFailure(string message) : Exception(message);
