using System.Reflection;
using Xunit.Sdk;

namespace CniOperator.Contract.Tests.Servers;

/// <summary>Runs a test against the embedded API server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEmbeddedAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            ["embedded"],
        ];
}

/// <summary>Runs a test against a real kube-apiserver, where there is one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnRealAttribute : DataAttribute
{
    public override string? Skip
    {
        get => RealServer.Missing;
        set => throw new NotSupportedException($"what is missing decides, not {value}");
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            ["real"],
        ];
}
