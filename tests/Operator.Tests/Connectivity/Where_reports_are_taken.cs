using CniOperator.Connectivity;

namespace CniOperator.Operator.Tests.Connectivity;

public sealed class Where_reports_are_taken
{
    [Theory]
    [InlineData("192.0.2.7:8476", "192.0.2.7:8476")]
    [InlineData("2001:db8::7:8476", "[2001:db8::7]:8476")]
    [InlineData("[2001:db8::7]:8476", "[2001:db8::7]:8476")]
    [InlineData("192.0.2.7:8476, [2001:db8::7]:8477", "192.0.2.7:8476 [2001:db8::7]:8477")]
    [InlineData("192.0.2.7:8476,192.0.2.7:8476", "192.0.2.7:8476")]
    [InlineData("", "")]
    public void An_address_is_a_host_and_a_port(string text, string expected)
    {
        Assert.Equal(expected, string.Join(' ', HealthAddresses.Parse([text], out var problem)));
        Assert.Equal("", problem);
    }

    [Theory]
    [InlineData(":8476")]
    [InlineData("8476")]
    [InlineData("192.0.2.7")]
    [InlineData("192.0.2.7:0")]
    [InlineData("192.0.2.7:99999")]
    [InlineData("node-1:8476")]
    [InlineData("$(HOST_IP):8476")]
    [InlineData("0.0.0.0:8476")]
    [InlineData("[::]:8476")]
    [InlineData("10.0.0.1:1,10.0.0.2:1,10.0.0.3:1")]
    public void What_agents_cannot_reach_is_refused(string text)
    {
        HealthAddresses.Parse([text], out var problem);
        Assert.NotEqual("", problem);
    }
}
