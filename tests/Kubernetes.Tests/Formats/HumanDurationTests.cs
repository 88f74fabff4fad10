using CniOperator.Kubernetes.Formats;

namespace CniOperator.Kubernetes.Tests.Formats;

public sealed class HumanDurationTests
{
    [Theory]
    [InlineData(-5, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(119, "119s")]
    [InlineData(125, "2m5s")]
    [InlineData(540, "9m")]
    [InlineData(7_200, "120m")]
    [InlineData(18_300, "5h5m")]
    [InlineData(100_000, "27h")]
    [InlineData(200_000, "2d7h")]
    [InlineData(900_000, "10d")]
    [InlineData(70_000_000, "2y80d")]
    public void Ages_read_as_kubectl_writes_them(int seconds, string expected) =>
        Assert.Equal(expected, HumanDuration.Of(TimeSpan.FromSeconds(seconds)));
}
