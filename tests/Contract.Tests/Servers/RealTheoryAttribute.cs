namespace CniOperator.Contract.Tests.Servers;

/// <summary>A test that needs a real server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealTheoryAttribute : TheoryAttribute
{
    public override string? Skip
    {
        get => RealServer.Missing;
        set => throw new NotSupportedException($"what is missing decides, not {value}");
    }
}
