using CniOperator.Kubernetes.Quantities;

namespace CniOperator.Kubernetes.Tests.Quantities;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("'1024Mi'", "'1Gi'", true)]
    [InlineData("'1000m'", "'1'", true)]
    [InlineData("'1000m'", "1", true)]
    [InlineData("'1e3'", "'1k'", true)]
    [InlineData("'0.5'", "'500m'", true)]
    [InlineData("'1Gi'", "'1G'", false)]
    [InlineData("'1'", "'2'", false)]
    [InlineData("'a'", "'a'", false)]
    [InlineData("null", "null", false)]
    public void Quantities_are_equal_by_amount(string left, string right, bool equal) =>
        Assert.Equal(equal, Quantity.AreEqual(Json.Any(left), Json.Any(right)));
}
