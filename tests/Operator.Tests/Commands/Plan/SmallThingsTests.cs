using System.Numerics;
using CniOperator.Commands.Plan;

namespace CniOperator.Operator.Tests.Commands.Plan;

public sealed class SmallThingsTests
{
    [Fact]
    public void Names_with_numbers_stand_in_the_order_of_the_numbers() =>
        Assert.Equal(
            ["a", "node-1", "node-2", "node-2b", "node-010", "node-10", "node-10a"],
            new[] { "node-10a", "node-010", "node-10", "node-2b", "a", "node-2", "node-1" }.Order(NaturalOrder.Instance)
        );

    [Theory]
    [InlineData("0", "0")]
    [InlineData("65536", "65,536")]
    [InlineData("1099511627775", "1,099,511,627,775")]
    [InlineData("18446744073709551616", "2^64")]
    [InlineData("18446744073709551615", "~2^64")]
    public void Numbers_are_readable_whatever_their_size(string number, string text) =>
        Assert.Equal(text, Amount.Of(BigInteger.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.000001, "<0.1%")]
    [InlineData(0.0234, "2.3%")]
    [InlineData(0.99999, "99.9%")]
    [InlineData(1, "100%")]
    public void What_is_not_empty_and_not_full_never_reads_so(double share, string text) => Assert.Equal(text, Amount.Percent(share));
}
