namespace CniOperator.Core.Tests.Rendering;

/// <summary>As <see cref="UpstreamFactAttribute"/>, for a test with data.</summary>
public sealed class UpstreamTheoryAttribute : TheoryAttribute
{
    public UpstreamTheoryAttribute(string file) => Skip = UpstreamFactAttribute.ReasonToSkip(file);
}
